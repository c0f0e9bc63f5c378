// Escape closes the sheet of filters and gives the focus back to what opened it.
document.addEventListener("keydown", (event) => {
  const sheet = document.querySelector(".sheet:target");
  if (event.key !== "Escape" || !sheet) return;
  location.hash = "results";
  document.querySelector(`a[href="#${sheet.id}"]`)?.focus();
});
