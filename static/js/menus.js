// Escape closes an open sheet and gives the focus back to what opened it.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const sheet of document.querySelectorAll("details.sheet[open]")) {
    sheet.open = false;
    sheet.querySelector("summary").focus();
  }
});
