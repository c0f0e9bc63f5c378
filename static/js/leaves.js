// A very long paper is shown on several pages. An address that names a place on another of them arrives at the entry that
// leads there: go on to the place itself.
{
  const goOn = () => {
    // By its id: the browser may not have looked for its :target yet.
    const place = document.getElementById(location.hash.slice(1));
    const link = place?.closest(".outline li, .leaves li")?.querySelector("a");
    if (link) location.replace(link.href.replace(/#.*$/, "") + location.hash);
  };

  goOn();
  addEventListener("hashchange", goOn);
}
