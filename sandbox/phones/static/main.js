// Lays out the phones and keeps everything up to date.

import {get} from "./api.js";
import {bar} from "./bar.js";
import {h} from "./dom.js";
import {Glass} from "./glass.js";
import {Phone} from "./phone.js";
import {begin, state, subscribe} from "./store.js";

const MOST = 6;
const desk = document.getElementById("phones");
const tabs = document.getElementById("tabs");
const phones = new Map();
let front = "";

const shown = () => [...phones.keys()];

function toggle(id, force) {
  if (phones.has(id) && force !== true) {
    phones.get(id).node.remove();
    phones.delete(id);
  } else if (!phones.has(id) && phones.size < MOST) {
    const phone = new Phone(id, () => toggle(id));
    phones.set(id, phone);
    desk.append(phone.node);
  }
  if (!phones.has(front)) front = shown()[0] || "";
  try { localStorage.setItem("shown", JSON.stringify(shown())); } catch { /* private windows keep nothing */ }
  drawTabs();
}

function drawTabs() {
  tabs.replaceChildren(...shown().map((id) => {
    const phone = phones.get(id);
    phone.node.classList.toggle("front", id === front);
    if (id === front) phone.unread = 0;
    return h(`button${id === front ? ".on" : ""}`, {onclick: () => { front = id; drawTabs(); phone.settle(true); }}, phone.name, phone.unread && id !== front ? h("span.dot", phone.unread) : null);
  }));
}

// Where there is room for one phone only, a story shows whose turn it is.
const narrow = matchMedia("(max-width: 760px)");
let followed = 0;
function followStory() {
  const {state: playing, who, step} = state.story;
  if (playing !== "playing" || !narrow.matches || step === followed || !phones.has(who)) return;
  followed = step;
  front = who;
  phones.get(who).settle(true);
}

function remembered() {
  try { return JSON.parse(localStorage.getItem("shown") || "[]").filter((id) => state.people.some((who) => who.id === id)); } catch { return []; }
}

function first() {
  const asked = new URLSearchParams(location.search).get("people")?.split(",");
  const wished = asked?.filter((id) => state.people.some((who) => who.id === id)) || remembered();
  const wide = Math.max(2, Math.min(3, Math.floor(innerWidth / 400)));
  return wished.length ? wished : state.people.slice(0, wide).map((who) => who.id);
}

const [about, rules] = await Promise.all([get("about"), get("rules")]);
const glass = new Glass(document.getElementById("glass"), rules);
let drawBar = () => {};
let ready = false;
subscribe(() => {
  if (!ready) {
    ready = true;
    drawBar = bar(document.getElementById("bar"), {shown, toggle, glass: () => glass.toggle()});
    first().forEach((id) => toggle(id, true));
  }
  phones.forEach((phone) => phone.update());
  followStory();
  drawBar();
  drawTabs();
  glass.update();
});
addEventListener("cast", (event) => {
  if (!event.detail?.length) return;
  shown().filter((id) => !event.detail.includes(id)).forEach((id) => toggle(id));
  event.detail.forEach((id) => toggle(id, true));
});
begin(about);
