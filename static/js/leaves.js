// A very long paper is shown on several pages. An address that names a place on another of them arrives at the entry that
// leads there: go on to the place itself.
{
  const goOn = () => {
    const place = document.querySelector(".outline a[id]:target, .leaves i:target");
    const link = place?.closest("li").querySelector("a");
    if (link) location.replace(link.href.replace(/#.*$/, "") + location.hash);
  };

  goOn();
  addEventListener("hashchange", goOn);
}
