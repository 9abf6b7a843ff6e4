// Says once that a person really has the page open; a link preview runs no script.
const page = document.querySelector("[data-opened]");
if (page) {
  const form = new FormData();
  form.set("csrf_token", page.dataset.token);
  fetch(page.dataset.opened, { method: "POST", body: form, keepalive: true });
}
