// The top bar: clock, story, people, export, glass.

import {get, send} from "./api.js";
import {h, icon, toast} from "./dom.js";
import {now, parts, state} from "./store.js";

export function bar(node, {shown, toggle, glass}) {
  const lights = h("span.lights");
  const time = h("b");
  const date = h("span");
  const story = h("div.story", {hidden: true, role: "status", onclick: () => { drawStory.read = state.story; story.hidden = true; }});
  const jumps = JUMPS.filter((jump) => !jump.agenda || state.about.agenda);
  node.append(
    h("h1.brand", "沙盒"), lights, clockPill(time, date, jumps),
    ...jumps.map((jump) => h("button.chip.wide", {onclick: () => clock(jump.body())}, jump.words)), h("span.grow"),
    popup("故事", "play", "go", fillStories), popup("手机", "people", "", (list) => fillPeople(list, shown, toggle)),
    popup("导出", "save", "", fillExport), h("button.chip.glass-switch", {onclick: (event) => event.currentTarget.classList.toggle("on", glass())}, icon("glass"), h("span", "玻璃", h("span.wide", "后面"))));
  document.body.append(story);
  const paint = () => {
    const shownNow = parts(now());
    time.textContent = shownNow.time;
    date.textContent = `${shownNow.date} ${shownNow.weekday}`;
  };
  // The clock runs, and a subtitle that is over goes, also while nothing happens.
  setInterval(() => { paint(); if (!story.hidden && state.story.state !== "playing") drawStory(story); }, 500);
  return () => { paint(); drawStory(story); drawLights(lights); };
}

const JUMPS = [
  {words: "+1 小时", body: () => ({advance_seconds: 3600})},
  {words: "次日 9:00", body: () => ({to: nextNine()})},
  {words: "+1 天", body: () => ({advance_seconds: 86400})},
  {words: "下次提醒", agenda: true, body: () => ({to: "agenda"})},
];

// The clock; a touch opens everything that can be done with it, which is all there is room for on a small screen.
function clockPill(time, date, jumps) {
  const list = h("div.popup.left", {hidden: true});
  const when = h("input.when", {placeholder: "2023-05-12 09:15", "aria-label": "把时间拨到", onkeydown: (event) => {
    if (event.key === "Enter" && when.value.trim()) clock({to: when.value.trim().replace(" ", "T")}).then((ok) => { if (ok) { when.value = ""; list.hidden = true; } });
  }});
  const button = h("button.clock", {title: "业务时间，只能向前", "aria-expanded": "false", onclick: () => { list.hidden = !list.hidden; button.setAttribute("aria-expanded", String(!list.hidden)); }}, time, date);
  list.append(h("h3", "业务时间"), ...jumps.map((jump) => h("button", {onclick: () => { list.hidden = true; clock(jump.body()); }}, jump.words)), h("label.field", "拨到", when));
  const holder = h("div.menu-holder", button, list);
  document.addEventListener("pointerdown", (event) => { if (!holder.contains(event.target)) list.hidden = true; });
  return holder;
}

const PLATFORMS = {wecom: "企业微信", wechat: "服务号"};

// One light per platform: is its callback address verified? A touch verifies it again. What is wrong stands below
// the bar in words, on every screen.
function drawLights(node) {
  const shown = JSON.stringify(state.verified);
  if (node.dataset.shown === shown) return;
  node.dataset.shown = shown;
  const platforms = Object.entries(PLATFORMS).filter(([name]) => state.about[name]);
  node.replaceChildren(...platforms.map(([name, words]) => {
    const said = state.verified[name];
    const now = said === "ok" ? "" : said ? " 未接通" : " 未验证";
    return h(`button.light${said === "ok" ? ".good" : said ? ".bad" : ""}`, {title: "再验证一次回调地址", onclick: () => verify(name)}, `${words}${now}`);
  }));
  const bad = platforms.filter(([name]) => state.verified[name] && state.verified[name] !== "ok");
  const trouble = document.getElementById("trouble");
  trouble.hidden = !bad.length;
  trouble.replaceChildren(...bad.map(([name, words]) => h("p",
    h("span", h("b", `${words}的回调地址还没通过验证`), `${state.about.callbacks[name]}　${state.verified[name]}`), h("button", {onclick: () => verify(name)}, "再验证"))));
}

async function verify(platform) {
  const done = await send("verify", {platform});
  toast(done.error ? `${PLATFORMS[platform]}：${done.error}` : `${PLATFORMS[platform]}：回调地址验证通过`);
}

const clock = async (body) => (await send("clock", body)).now !== undefined;

function nextNine() {
  const shownNow = parts(new Date(now().getTime() + 86_400_000));
  return `${shownNow.year}-${String(shownNow.month).padStart(2, "0")}-${String(shownNow.day).padStart(2, "0")}T09:00:00+08:00`;
}

function popup(words, picture, kind, fill) {
  const list = h("div.popup", {hidden: true});
  const button = h(`button.chip${kind ? `.${kind}` : ""}`, {"aria-expanded": "false", onclick: async () => {
    document.querySelectorAll(".popup").forEach((each) => { if (each !== list) each.hidden = true; });
    if (list.hidden) { list.replaceChildren(); await fill(list); }
    list.hidden = !list.hidden;
    button.setAttribute("aria-expanded", String(!list.hidden));
  }}, icon(picture), h("span", words));
  const holder = h(`div.menu-holder${kind === "wide" ? ".wide" : ""}`, button, list);
  document.addEventListener("pointerdown", (event) => { if (!holder.contains(event.target)) list.hidden = true; });
  return holder;
}

async function fillStories(list) {
  const {stories} = await get("stories");
  if (state.story.state === "playing") list.append(h("button", {onclick: () => { send("stories/stop"); list.hidden = true; }}, "■ 停下", h("small", state.story.name)));
  if (!stories.length) list.append(h("p.hint", "故事文件夹是空的。启动时用 --stories 指定。"));
  for (const story of stories) {
    list.append(h("button", {onclick: () => { send("stories/play", {file: story.file, speed: 1}); list.hidden = true; }},
      `▶ ${story.name}`, h("small", story.error || story.about || story.people.join("、"))));
  }
}

const MANY = 14;

// Everybody with a phone: members by unit with their posts, then users of WeChat; somebody may be added.
function fillPeople(list, shown, toggle) {
  const rows = h("div");
  const fill = (wanted) => {
    const found = state.people.filter((who) => `${who.name} ${who.post} ${who.department} ${who.account}`.includes(wanted));
    const groups = new Map();
    for (const who of [...found.filter((each) => each.platform === "wecom"), ...found.filter((each) => each.platform === "wechat")]) groups.set(group(who), [...(groups.get(group(who)) || []), who]);
    rows.replaceChildren(...[...groups].flatMap(([name, people]) => [h("h3", name), ...people.map((who) => personRow(who, shown, toggle))]), found.length ? "" : h("h3", "没有这样的人"));
  };
  list.append(h("h3", "摆出哪几部手机（最多 6 部）"));
  if (state.people.length > MANY) list.append(h("div.find-holder", h("input.find", {type: "search", placeholder: "按姓名、单位、角色找", "aria-label": "找人", oninput: (event) => fill(event.target.value.trim())})));
  fill("");
  list.append(rows, addPerson(list, toggle));
}

const group = (who) => (who.platform === "wechat" ? "微信用户" : who.department || "企业微信成员");

function personRow(who, shown, toggle) {
  const post = who.post.startsWith(`${who.department} `) ? who.post.slice(who.department.length + 1) : who.post;
  const entry = h(`button.tick${shown().includes(who.id) ? ".on" : ""}`, {"aria-pressed": String(shown().includes(who.id)), onclick: () => {
    if (!toggle(who.id)) toast("最多摆 6 部，先收起一部");
    entry.classList.toggle("on", shown().includes(who.id));
    entry.setAttribute("aria-pressed", String(shown().includes(who.id)));
  }}, who.name, " ", h("span.post", post), who.follows || who.platform === "wechat" ? null : h("span.post", "（不在可见范围）"));
  return entry;
}

function addPerson(list, toggle) {
  const name = h("input", {name: "name", placeholder: "姓名", "aria-label": "新来的人的姓名", required: true, maxlength: "20"});
  return h("form.add", {onsubmit: async (event) => {
    event.preventDefault();
    const account = `oSANDBOX${crypto.randomUUID().replaceAll("-", "")}`.slice(0, 28);
    const done = await send("directory", {users: [{id: account.slice(-8), openid: account, name: name.value.trim()}]});
    if (!done.ok) return;
    list.hidden = true;
    toast(`${name.value.trim()} 有手机了`);
    const show = () => toggle(account.slice(-8), true);
    if (state.people.some((who) => who.account === account)) show();
    else addEventListener("people", show, {once: true});
  }}, h("h3", "加一个微信用户（比如企业联系人）"), name, h("button", "加上"));
}

function fillExport(list) {
  list.append(h("a", {href: "/sandbox/export.md", download: "对话记录.md"}, "对话记录（Markdown）"), h("a", {href: "/sandbox/export.yaml", download: "场景.yaml"}, "可重放的场景（YAML）"),
    h("button", {onclick: async () => { await send("tokens/forget"); toast("所有 token 已失效"); }}, "让所有 token 失效"));
}

function drawStory(node) {
  const story = state.story;
  node.hidden = !story.state || drawStory.read === story || (drawStory.read?.words && drawStory.read.words === story.words) || (story.state !== "playing" && story.state !== "failed" && Date.now() - (drawStory.since || 0) > 4000);
  if (story.state === "playing") drawStory.since = Date.now();
  node.classList.toggle("failed", story.state === "failed");
  const words = {playing: story.words, done: "放完了", stopped: "已停下", failed: story.words}[story.state] || "";
  const part = story.state === "playing" ? (100 * story.step) / story.of : 100;
  node.replaceChildren(h("span.line", words), h("span.track", h("i", {style: `width:${part}%`})));
}
