// Builds elements without ever parsing HTML, so that nothing a bot sends can become markup.

export function h(name, ...parts) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const part of parts.flat(Infinity)) {
    if (part === null || part === undefined || part === false) continue;
    if (part instanceof Node || typeof part === "string" || typeof part === "number") node.append(part);
    else attributes(node, part);
  }
  return node;
}

function attributes(node, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") node.setAttribute("style", value);
    else if (name in node && typeof value !== "string") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
}

const PATHS = {
  plus: "M12 8v8M8 12h8M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z",
  menu: "M4 7h16M4 12h16M4 17h16",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M8 14h8",
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 16a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4Z",
  pin: "M12 21s7-6.2 7-11a7 7 0 0 0-14 0c0 4.8 7 11 7 11ZM12 12.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8Z",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
  voice: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM9 12h.01M11.2 9.6a3.6 3.6 0 0 1 0 4.8M13.8 7.4a7 7 0 0 1 0 9.2",
  wave: "M9 9.5a3.5 3.5 0 0 1 0 5M12 7.4a6.5 6.5 0 0 1 0 9.2M15 5.3a9.5 9.5 0 0 1 0 13.4",
  back: "M14.5 5 8 12l6.5 7",
  add: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  out: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  play: "M8 5.5v13l10.5-6.5z",
  stop: "M7 7h10v10H7z",
  glass: "M4 5h16v14H4zM4 9.5h16M8 13l2 2-2 2M12.5 17H16",
  save: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
  signal: "M4 18v-3M9 18v-6M14 18V9M19 18V5",
  wifi: "M3.500 10a12.500 12.500 0 0 1 17 0M6.800 13.500a7.800 7.800 0 0 1 10.400 0M10 17a3 3 0 0 1 4 0",
  robot: "M6 9h12v9H6zM12 9V5.5M9.5 13h.01M14.5 13h.01M3.5 12v3M20.5 12v3",
  people: "M9 11a3.4 3.4 0 1 0 0-6.8A3.4 3.4 0 0 0 9 11ZM3 19.5c.5-3.4 3-5 6-5s5.500 1.600 6 5M16 11a3 3 0 0 0 0-6M17.500 14.700c2 .6 3.200 2.200 3.500 4.800",
  follow: "M12 20s-7.500-4.600-7.500-10A4.300 4.300 0 0 1 12 7.400 4.300 4.300 0 0 1 19.500 10c0 5.400-7.500 10-7.500 10Z",
  enter: "M13 5h6v14h-6M4 12h10M10.500 8l4 4-4 4",
};

export function icon(name) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  node.setAttribute("viewBox", "0 0 24 24");
  node.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  node.append(path);
  return node;
}

export function toast(words) {
  const node = document.getElementById("toast");
  node.textContent = words;
  node.classList.add("on");
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => node.classList.remove("on"), 2600);
}

// Hue and lightness, each dark enough for white letters.
const HUES = [[211, 46], [14, 47], [158, 34], [268, 51], [340, 50], [188, 36], [32, 40], [235, 51], [305, 47], [96, 33], [172, 33], [52, 33]];

// The last two characters of a name, for half a bureau is called 林; the place decides the colour, so neighbours differ.
export function face(name, place) {
  const [hue, light] = HUES[Math.max(0, place) % HUES.length];
  return h("span.face.named", {style: `--face:hsl(${hue} 46% ${light}%)`}, [...name].slice(-2).join("") || "？");
}

export function robot(platform) {
  return h("span.face", {style: `--face:${platform === "wecom" ? "#2f7cf0" : "#1fae62"}`}, icon("robot"));
}
