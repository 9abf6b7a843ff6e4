// One message as a row in the chat, by kind.

import {act} from "./api.js";
import {card} from "./cards.js";
import {face, h, icon, robot} from "./dom.js";
import {appName, placeOf} from "./store.js";
import {description, linked, markdown} from "./text.js";

const media = (id) => `/sandbox/media/${id}`;

export function bubble(message, phone) {
  if (message.recalled) return h("div.recalled", `${appName(phone.platform)}撤回了一条消息`);
  if (message.kind === "note") return h("div.gray-line", message.text);
  if (message.kind === "template") return template(message, phone);
  const mine = message.from === "person";
  const who = mine ? face(phone.name, placeOf(phone.id)) : robot(phone.platform);
  return h(`div.row${mine ? ".mine" : ""}`, who, h("div", content(message, phone)));
}

function content(message, phone) {
  const draw = KINDS[message.kind];
  return draw ? draw(message, phone) : h("div.bubble", `［${message.kind}］`);
}

function template(message, phone) {
  return h("div.template", h("header", robot(phone.platform), appName(phone.platform)), h("h3", message.title),
    h("dl", message.rows.map((row) => [h("dt", row.label), h("dd", row.value)])),
    message.url && h("button.go", {onclick: () => phone.open(message.url)}, "查看详情"));
}

function file(message, phone) {
  const ending = (message.name.split(".").pop() || "").toLowerCase();
  const tone = ending === "pdf" ? "" : /xls|csv/.test(ending) ? ".sheet" : /doc|txt|md/.test(ending) ? ".doc" : ".plain";
  return h("button.file", {onclick: () => phone.openMedia(message.media, message.name)},
    h("span", h("b", message.name), h("small", size(message.size))), h(`i${tone}`, ending.slice(0, 4).toUpperCase()));
}

const size = (bytes) => (bytes > 900_000 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`);

function picture(message, phone) {
  return h("img.picture", {src: media(message.media), alt: message.name || "图片", onclick: () => phone.openImage(message.media, message.name),
    onload: (event) => { event.target.classList.toggle("code", event.target.naturalWidth === event.target.naturalHeight && /png$/i.test(message.name || "")); phone.settle(); }});
}

function voice(message) {
  const seconds = message.seconds || 3;
  return [h("div.bubble", {style: `width:${70 + seconds * 9}px`}, h("span.voice", icon("wave"), h("span", `${seconds}″`))),
    message.heard && h("div.heard", message.heard)];
}

function article(each, phone, first) {
  if (first) return h("button.news-one", {onclick: () => phone.open(each.url), style: "display:block;width:100%"},
    each.picurl && h("img", {src: each.picurl, alt: ""}), h("div.top", h("h3", each.title), each.description && h("p", each.description)));
  return h("button.news-row", {onclick: () => phone.open(each.url)}, h("span", each.title), each.picurl ? h("img", {src: each.picurl, alt: ""}) : null);
}

const LABELS = {image: "图片", file: "文件", voice: "语音", video: "视频", location: "位置"};

// A message in one line, as the list of conversations shows it.
export function preview(message) {
  if (message.recalled) return "撤回了一条消息";
  if (message.kind === "card") return `[卡片] ${message.card.main_title?.title || message.card.sub_title_text || ""}`;
  if (message.kind === "news") return `[图文] ${message.articles[0]?.title || ""}`;
  if (LABELS[message.kind]) return `[${LABELS[message.kind]}] ${message.kind === "image" ? "" : message.name || message.label || message.heard || ""}`.trim();
  return (message.title || message.text || message.head || "").replace(/<[^>]+>/g, "");
}

const KINDS = {
  text: (message, phone) => h("div.bubble", linked(message.text, phone.open)),
  markdown: (message, phone) => h("div.bubble.md", markdown(message.text, phone.open)),
  image: picture,
  file,
  voice,
  video: (message, phone) => h("button.file", {onclick: () => phone.openMedia(message.media, message.name)}, h("span", h("b", message.title || message.name), h("small", "视频")), h("i.plain", "▶")),
  location: (message) => h("div.place", h("b", message.label), h("small", `${message.latitude.toFixed(4)}, ${message.longitude.toFixed(4)}`), h("div.map")),
  card,
  textcard: (message, phone) => h("div.card", h("div.top", h("h3", message.title)), h("div.body", description(message.description || "")),
    h("button.go", {onclick: () => phone.open(message.url)}, message.btntxt || "详情")),
  news: (message, phone) => h("div.card", message.articles.map((each, place) => article(each, phone, place === 0))),
  miniprogram: (message) => h("div.card", h("div.source", "小程序"), h("div.top", h("h3", message.title), message.description && h("p", message.description)),
    h("dl.pairs", message.rows.map((row) => [h("dt", row.key), h("dd", row.value)]))),
  msgmenu: (message, phone) => h("div.bubble", message.head, message.list.map((entry) => h("div.entry-line", h("button.link", {
    onclick: () => act(phone.id, "tap", {message: message.id, label: entry.content}),
  }, entry.content))), message.tail),
};
