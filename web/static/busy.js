// Says that a file is being worked on, and keeps its form from being sent twice.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button");
    button.textContent = form.dataset.busy;
    button.disabled = true;
  });
}
// A page that the browser kept shows its form as it was before.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
