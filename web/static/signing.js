// Opens the signing sheet, keeps the strokes (x, y, time, pressure) and hands them in with the form.
// Without a stroke the tap alone is the receipt; nothing is sent before 确认签收.
const dialog = document.getElementById("signing");
const canvas = document.getElementById("pad");
const strokes = document.getElementById("strokes");
let pad;

function fit() {
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  canvas.width = canvas.offsetWidth * ratio;
  canvas.height = canvas.offsetHeight * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
}

document.getElementById("sign").addEventListener("click", () => {
  dialog.showModal();
  if (!pad) {
    fit();
    pad = new SignaturePad(canvas, { minWidth: 0.8, maxWidth: 2.8 });
  }
});

document.getElementById("again").addEventListener("click", () => pad.clear());

dialog.querySelector("form").addEventListener("submit", (event) => {
  const drawn = pad.toData().map((group) => group.points.map((p) => [
    Math.round(p.x * 10) / 10, Math.round(p.y * 10) / 10, p.time, Math.round((p.pressure || 0) * 100) / 100,
  ]));
  strokes.value = JSON.stringify(drawn);
  event.submitter.disabled = true;
});
