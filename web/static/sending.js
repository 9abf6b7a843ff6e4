// Says that something is under way, so that nobody taps twice, and shows the photos that were chosen.
// Without it every form works all the same.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    button.dataset.words = button.textContent;
    button.textContent = form.dataset.busy;
    button.disabled = true;
  });
}

// A page taken back from the browser's memory can be sent again.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[data-words]")) {
    button.textContent = button.dataset.words;
    button.disabled = false;
  }
});

const MOST_SHOWN = 4;

for (const label of document.querySelectorAll("label.pick")) {
  const input = label.querySelector("input");
  const chosen = document.createElement("span");
  chosen.className = "chosen";
  const show = () => {
    const files = [...input.files];
    chosen.replaceChildren(...files.slice(0, MOST_SHOWN).map((file) => {
      const image = document.createElement("img");
      image.alt = "";
      image.src = URL.createObjectURL(file);
      image.onload = () => URL.revokeObjectURL(image.src);
      return image;
    }), files.length ? `已选 ${files.length} 张，点这里重选` : "拍照或从相册选");
  };
  input.addEventListener("change", show);
  label.append(chosen);
  label.classList.add("live");
  show();
}
