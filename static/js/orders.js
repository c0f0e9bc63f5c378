// A choice of order takes effect at once; its button is then not needed.
for (const choice of document.querySelectorAll("select[data-submits]")) {
  choice.addEventListener("change", () => choice.form.requestSubmit());
  for (const button of choice.form.querySelectorAll("button")) button.hidden = true;
}
