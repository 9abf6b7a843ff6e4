// Says once that a person really has the page open, and which pages of a letter were on the screen; a link
// preview runs no script. Nothing depends on it.
const page = document.querySelector("[data-opened]");

function say(address) {
  const form = new FormData();
  form.set("csrf_token", page.dataset.token);
  fetch(address, { method: "POST", body: form, keepalive: true });
}

if (page) {
  say(page.dataset.opened);
  if (window.IntersectionObserver) {
    // Half of it for a second: what is scrolled past was not seen.
    const waiting = new Map();
    const eyes = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting, intersectionRect } of entries) {
        clearTimeout(waiting.get(target));
        if (!isIntersecting || intersectionRect.height < innerHeight / 3) continue;
        waiting.set(target, setTimeout(() => {
          eyes.unobserve(target);
          say(target.dataset.seen);
        }, 1000));
      }
    }, { threshold: [0.2, 0.5, 0.8] });
    for (const image of document.querySelectorAll("[data-seen]")) eyes.observe(image);
  }
}
