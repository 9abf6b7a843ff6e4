// Template cards of all five kinds, with the choices a finger has made but not yet submitted.

import {act} from "./api.js";
import {h, icon} from "./dom.js";
import {choose} from "./sheets.js";

// Choices by message and swap: a swapped card starts afresh.
const drafts = new Map();

export function card(message, phone) {
  const {card: shown, state} = message;
  const draft = draftOf(message);
  const node = h(`div.card${message.swaps ? ".swapped" : ""}`, source(shown), corner(message, phone), head(shown), emphasis(shown),
    cover(shown), imageText(shown, phone), quote(shown, phone), sub(shown), verticals(shown), pairs(message, phone),
    selectors(message, phone, draft), options(message, phone, draft), buttons(message, phone, draft), jumps(shown, phone), go(shown, phone));
  node.dataset.state = state.locked ? "locked" : "open";
  return node;
}

function draftOf(message) {
  const key = `${message.id}/${message.swaps}`;
  if (!drafts.has(key)) drafts.set(key, message.state.selected ? clone(message.state.selected) : initial(message.card));
  return drafts.get(key);
}

const clone = (selected) => Object.fromEntries(Object.entries(selected).map(([key, ids]) => [key, [...ids]]));

function initial(shown) {
  const selected = {};
  if (shown.checkbox) {
    selected[shown.checkbox.question_key] = shown.checkbox.option_list.filter((each) => each.is_checked).map((each) => each.id);
  }
  for (const each of selectList(shown)) {
    const known = each.option_list.some((option) => option.id === each.selected_id);
    selected[each.question_key] = [known ? each.selected_id : each.option_list[0].id];
  }
  return selected;
}

const selectList = (shown) => [...(shown.button_selection ? [shown.button_selection] : []), ...(shown.select_list || [])];

function source({source: from}) {
  if (!from?.desc && !from?.icon_url) return null;
  return h(`div.source.c${from.desc_color || 0}`, from.icon_url && h("img", {src: from.icon_url, alt: "", onerror: (event) => event.target.remove()}), from.desc);
}

function corner(message, phone) {
  const list = message.card.action_menu?.action_list;
  if (!list) return null;
  const entries = h("div.corner-list", {hidden: true}, list.map((entry) =>
    h("button", {onclick: () => press(message, phone, entry.key)}, entry.text)));
  return [h("button.corner", {"aria-label": message.card.action_menu.desc || "更多", onclick: () => { entries.hidden = !entries.hidden; }}, icon("more")), entries];
}

function head({main_title: title}) {
  if (!title?.title && !title?.desc) return null;
  return h("div.top", title.title && h("h3", title.title), title.desc && h("p", title.desc));
}

const emphasis = ({emphasis_content: big}) => big && h("div.emphasis", h("b", big.title || ""), h("small", big.desc || ""));
const sub = ({sub_title_text: words}) => words && h("div.sub", words);
const cover = ({card_image: image}) => image && h("img.cover", {src: image.url, alt: "", style: `aspect-ratio:${image.aspect_ratio || 1.3}`});
const verticals = ({vertical_content_list: list = []}) => list.map((each) => h("div.paragraph", h("b", each.title), each.desc && h("span", each.desc)));

function quote({quote_area: area}, phone) {
  if (!area) return null;
  return h("div.quote", {onclick: area.type === 1 ? () => phone.open(area.url) : null}, area.title && h("b", area.title), area.quote_text && h("span", area.quote_text));
}

function imageText({image_text_area: area}, phone) {
  if (!area) return null;
  return h("div.image-text", {onclick: area.type === 1 ? () => phone.open(area.url) : null},
    h("div", h("b", area.title || ""), h("div", h("span", area.desc || ""))), h("img", {src: area.image_url, alt: ""}));
}

function pairs(message, phone) {
  const rows = message.card.horizontal_content_list || [];
  if (!rows.length) return null;
  const value = (row) => {
    if (row.type === 1) return h("button", {onclick: () => phone.open(row.url)}, row.value || "打开");
    if (row.type === 2) return h("button", {onclick: () => phone.openMedia(row.media_id, row.value || row.keyname)}, row.value || "附件");
    return row.value || "";
  };
  return h("dl.pairs", rows.map((row) => [h("dt", row.keyname), h("dd", value(row))]));
}

function selectors(message, phone, draft) {
  return selectList(message.card).map((each) => {
    const text = () => each.option_list.find((option) => option.id === draft[each.question_key][0])?.text || "";
    const label = h("b", text());
    const node = h("button.select", {disabled: Boolean(each.disable || message.state.locked), onclick: async () => {
      const picked = await choose(phone.screen, each.title || "请选择", each.option_list, draft[each.question_key][0]);
      if (picked === null) return;
      node.classList.toggle("changed", picked !== draft[each.question_key][0] || node.classList.contains("changed"));
      draft[each.question_key] = [picked];
      label.textContent = text();
    }}, h("span", each.title || ""), label);
    return node;
  });
}

function options(message, phone, draft) {
  const box = message.card.checkbox;
  if (!box) return null;
  const many = box.mode === 1;
  const rows = box.option_list.map((option) => h(`button.option${many ? "" : ".round"}`, {
    disabled: Boolean(box.disable || message.state.locked), "aria-pressed": "false", onclick: () => tick(option.id),
  }, h("i"), h("span", option.text)));
  const paint = () => box.option_list.forEach((option, place) => {
    const on = draft[box.question_key].includes(option.id);
    rows[place].classList.toggle("on", on);
    rows[place].setAttribute("aria-pressed", String(on));
  });
  const tick = (id) => {
    const chosen = draft[box.question_key];
    if (!many) draft[box.question_key] = [id];
    else draft[box.question_key] = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
    paint();
  };
  paint();
  return h("div.options", rows);
}

function buttons(message, phone, draft) {
  const {card: shown, state} = message;
  if (state.locked) return h("div.buttons", h("button.press", {disabled: true}, state.replace_text || "已处理"));
  const list = [...(shown.button_list || [])];
  if (shown.submit_button) list.push({...shown.submit_button, text: shown.submit_button.text || "提交", style: 1});
  if (!list.length) return null;
  const short = list.length % 2 === 0 && list.every((each) => [...each.text].length <= 6);
  return h(`div.buttons${short ? ".two" : ""}`, list.map((each) => h(`button.press.s${[1, 2, 3, 4].includes(each.style) ? each.style : 1}`, {
    onclick: (event) => {
      if (each.type === 1) return phone.open(each.url);
      event.currentTarget.classList.add("busy");
      return press(message, phone, each.key, draft, event.currentTarget);
    },
  }, each.text)));
}

async function press(message, phone, key, draft, button) {
  const body = {message: message.id, label: key, wait: 12, ...chosen(message, draft)};
  await act(phone.id, "tap", body);
  button?.classList.remove("busy");
}

function chosen(message, draft) {
  if (!draft) return {};
  const {card: shown, state} = message;
  const before = state.selected || initial(shown);
  const body = {picks: {}};
  for (const each of selectList(shown)) body.picks[each.question_key] = draft[each.question_key][0];
  if (shown.checkbox) {
    const key = shown.checkbox.question_key;
    body.ticks = draft[key];
    body.unticks = before[key].filter((id) => !draft[key].includes(id));
  }
  return body;
}

const jumps = ({jump_list: list = []}, phone) => list.map((each) => h("button.jump", {onclick: () => each.type === 1 && phone.open(each.url)}, each.title));

function go(shown, phone) {
  const action = shown.card_action;
  if (!action || shown.button_list) return null;
  return h("button.go", {onclick: () => action.type === 1 && phone.open(action.url)}, "查看详情");
}
