// Marks, in the outline beside a document, the provision that is being read.
{
  const outline = document.querySelector(".outline");
  const entries = new Map();
  for (const link of document.querySelectorAll(".outline a")) {
    const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (part && part !== link) entries.set(part, link);
  }

  const follow = (changes) => {
    const reading = changes.find((change) => change.isIntersecting);
    if (!reading) return;
    for (const link of entries.values()) link.removeAttribute("aria-current");
    const link = entries.get(reading.target);
    link.setAttribute("aria-current", "true");
    // Only the outline scrolls, never the page that is being read: scrollIntoView would move both.
    outline.scrollTop = link.offsetTop - outline.clientHeight / 2;
  };

  if (entries.size && "IntersectionObserver" in window) {
    const observer = new IntersectionObserver(follow, { rootMargin: "0px 0px -75% 0px" });
    for (const part of entries.keys()) observer.observe(part);
  }
}
