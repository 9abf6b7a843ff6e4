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
const narrow = matchMedia("(max-width: 760px)");

const shown = () => [...phones.keys()];

function toggle(id, force) {
  if (phones.has(id) && force !== true) {
    phones.get(id).node.remove();
    phones.delete(id);
  } else if (!phones.has(id)) {
    if (phones.size >= MOST) return false;
    const phone = new Phone(id, () => toggle(id));
    phones.set(id, phone);
    desk.append(phone.node);
  }
  if (!phones.has(front)) front = shown()[0] || "";
  try { localStorage.setItem("shown", JSON.stringify(shown())); } catch { /* private windows keep nothing */ }
  fit();
  drawTabs();
  return true;
}

let tabsShown = "";
function drawTabs() {
  const now = JSON.stringify([front, shown().map((id) => [id, phones.get(id).name, phones.get(id).unread])]);
  if (now === tabsShown) return;
  tabsShown = now;
  tabs.replaceChildren(...shown().map((id) => {
    const phone = phones.get(id);
    phone.node.classList.toggle("front", id === front);
    if (id === front) phone.unread = 0;
    return h(`button${id === front ? ".on" : ""}`, {onclick: () => { front = id; drawTabs(); phone.settle(true); }}, phone.name, phone.unread && id !== front ? h("span.dot", phone.unread) : null);
  }));
}

// Where there is room for one phone only, a story shows whose turn it is.
let followed = 0;
let told = "";
function followStory() {
  const {state: playing, who, step, name, people} = state.story;
  if (playing === "playing" && name !== told) cast(people || []);
  told = playing === "playing" ? name : "";
  if (playing === "playing" && who) enter(who, people || []);
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
  const wide = Math.max(2, Math.min(4, Math.floor(innerWidth / 410)));
  const [members, users] = ["wecom", "wechat"].map((name) => state.people.filter((who) => who.platform === name));
  const mixed = [...members.slice(0, users.length ? wide - 1 : wide), ...users].slice(0, wide);
  return wished.length ? wished : mixed.map((who) => who.id);
}

// As many phones as were asked for stand side by side: where they would not fit, all become smaller.
const [NARROWEST, SMALLEST] = [296, 0.5];
function fit() {
  const count = phones.size || 1;
  const style = getComputedStyle(desk);
  const room = desk.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - (count - 1) * (parseFloat(style.columnGap) || 0);
  const scale = narrow.matches ? 1 : Math.max(SMALLEST, Math.min(1, room / count / NARROWEST));
  desk.style.setProperty("--scale", scale.toFixed(3));
  phones.forEach((phone) => phone.settle());
}
new ResizeObserver(fit).observe(desk);

const [about, rules] = await Promise.all([get("about"), get("rules")]);
const glass = new Glass(document.getElementById("glass"), rules);
let drawBar = () => {};
let ready = false;
let peopled = 0;
subscribe(() => {
  if (!ready) {
    ready = true;
    drawBar = bar(document.getElementById("bar"), {shown, toggle, glass: () => glass.toggle()});
    first().forEach((id) => toggle(id, true));
  }
  if (state.people.length !== peopled) { peopled = state.people.length; dispatchEvent(new Event("people")); }
  for (const id of shown()) if (!state.people.some((who) => who.id === id)) toggle(id);
  phones.forEach((phone) => phone.update());
  followStory();
  drawBar();
  drawTabs();
  glass.update();
});
// A story brings its own people on the desk; whoever is not in it makes room.
// Where not all fit at a size one can read, whoever acts next comes for whoever has been quiet longest.
const acted = new Map();
const room = () => (narrow.matches ? MOST : Math.max(2, Math.min(MOST, Math.floor(desk.clientWidth / 290))));

function enter(who, people) {
  acted.set(who, performance.now());
  if (phones.has(who) || !people.includes(who) || !state.people.some((each) => each.id === who)) return;
  const quiet = shown().sort((one, other) => (acted.get(one) || 0) - (acted.get(other) || 0));
  if (phones.size >= room()) toggle(quiet[0]);
  toggle(who, true);
}

function cast(people) {
  acted.clear();
  const coming = people.filter((id) => state.people.some((who) => who.id === id)).slice(0, room());
  if (!coming.length) return;
  shown().filter((id) => !coming.includes(id)).forEach((id) => toggle(id));
  coming.forEach((id) => toggle(id, true));
}
begin(about);
