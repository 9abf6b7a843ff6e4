// Opens the signing sheet (or finds it open on a page of its own), keeps the strokes (x, y, milliseconds,
// pressure) and hands them in with the form. Nothing is sent before 确认签收.
const sheet = document.getElementById("signing");
const canvas = document.getElementById("pad");
const opener = document.getElementById("sign");
const able = typeof SignaturePad !== "undefined";
let pad;

function fit() {
  const kept = pad ? pad.toData() : [];
  const ratio = Math.max(window.devicePixelRatio || 1, 1);
  canvas.width = canvas.offsetWidth * ratio;
  canvas.height = canvas.offsetHeight * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  if (pad) pad.fromData(kept);
}

function strokes() {
  if (!pad) return [];
  const groups = pad.toData().map((group) => group.points);
  const began = groups.length ? groups[0][0].time : 0;
  const short = (number) => Math.round(number * 10) / 10;
  return groups.map((points) => points.map((p) => [
    short(p.x), short(p.y), p.time - began, Math.round((p.pressure || 0) * 100) / 100,
  ]));
}

function begin() {
  if (!able) {
    canvas.hidden = document.getElementById("again").hidden = true;
    return;
  }
  fit();
  if (!pad) {
    pad = new SignaturePad(canvas, { minWidth: 0.8, maxWidth: 2.8 });
    addEventListener("resize", () => canvas.offsetWidth && fit());
  }
}

if (opener) {
  opener.addEventListener("click", () => {
    if (sheet.showModal) sheet.showModal();
    else sheet.setAttribute("open", "");
    begin();
  });
  document.getElementById("later").addEventListener("click", () => {
    if (sheet.close) sheet.close();
    else sheet.removeAttribute("open");
  });
} else {
  begin();
}

document.getElementById("again").addEventListener("click", () => pad.clear());

sheet.querySelector("form").addEventListener("submit", () => {
  document.getElementById("strokes").value = JSON.stringify(strokes());
});
