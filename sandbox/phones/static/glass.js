// Behind the glass: every callback and call with plaintext and ciphertext, counters, faults.

import {get, send} from "./api.js";
import {h} from "./dom.js";
import {person, state} from "./store.js";

const TABS = {log: "往来", counts: "计数", faults: "故障", rules: "规则"};
const HANDY = {
  接口: {busy: "系统繁忙 −1", delay: "慢一秒", http: "HTTP 503", html: "200 却是 HTML", cut: "受理了，连接断了", concurrency: "并发超限 45033", quota: "频率超限 45009", token_expired: "token 过期"},
  回调: {repeat: "送三次", lost_answer: "回复丢在路上", lose: "回调丢了", reorder: "次序颠倒", stale: "旧时间戳", receiveid: "receiveid 不对", opiton: "OpitonIds", plain_xml: "没有 CDATA"},
  人: {unfollowed: "已不在范围、未关注", empty_submit: "不让空提交", template_blocked: "拒收模板消息", template_failed: "模板消息没送到"},
};

export class Glass {
  constructor(node, rules) {
    Object.assign(this, {node, rules, tab: "log", onlyBad: false, drawn: 0});
    this.pane = h("div.pane");
    this.tabs = Object.entries(TABS).map(([name, words]) => h("button", {"data-tab": name, onclick: () => this.show(name)}, words));
    const bad = h("input", {type: "checkbox", onchange: () => { this.onlyBad = bad.checked; this.show("log"); }});
    node.append(h("nav", this.tabs, h("span.grow"), h("label", bad, "只看有问题的")), this.pane);
    this.show("log");
  }

  toggle() {
    this.node.hidden = !this.node.hidden;
    if (!this.node.hidden) this.show(this.tab);
    return !this.node.hidden;
  }

  show(tab, rule) {
    this.tab = tab;
    this.tabs.forEach((each) => each.classList.toggle("on", each.dataset.tab === tab));
    this.drawn = 0;
    this.pane.replaceChildren();
    this.update();
    if (tab === "faults") this.faults();
    if (tab === "rules") this.ruleList(rule);
  }

  // Every rule with its words; the one that was asked for is brought into sight.
  ruleList(wanted) {
    const rows = Object.entries(this.rules).map(([id, rule]) => h(`div.rule${id === wanted ? ".on" : ""}`, {"data-rule": id}, h("b", id), h("span", rule.words, rule.sourced ? null : h("i.tag.advice", "未见明文"))));
    this.pane.replaceChildren(h("p.hint", "每条被截断、拒绝、丢弃的，旁边都有规则号。标“未见明文”的是没有公开出处的判断。"), ...rows);
    this.pane.querySelector(".rule.on")?.scrollIntoView({block: "center"});
  }

  update() {
    if (this.node.hidden) return;
    if (this.tab === "log") this.log();
    if (this.tab === "counts") this.counts();
    if (this.tab === "faults" && this.list) this.faultList();
  }

  log() {
    for (const entry of state.log) {
      if (entry.seq <= this.drawn) continue;
      this.drawn = entry.seq;
      if (this.onlyBad && !troubled(entry)) continue;
      this.pane.prepend(this.entry(entry));
    }
  }

  entry(entry) {
    const notes = entry.kind === "note" ? [] : entry.notes || [];
    const summary = h("summary", h("span.way", entry.kind === "callback" ? "↗" : entry.kind === "call" ? "↙" : "·"),
      h("span.what", h("b", title(entry)), h("small", detail(entry)), ...notes.map((note) => this.tag(note)),
        entry.kind === "callback" && h(`span.tag.${entry.verdict === "failed" || entry.verdict === "refused" ? "refused" : "good"}`, verdict(entry))),
      h("span.took", clockOf(entry), h("br"), entry.took_ms === undefined ? "" : `${entry.took_ms} ms`));
    const node = h(`details.entry-log.${entry.kind}${troubled(entry) ? ".bad" : ""}`, summary);
    node.addEventListener("toggle", () => { if (node.open && node.children.length === 1) node.append(inside(entry, this.rules)); });
    return node;
  }

  tag(note) {
    return h(`button.tag.${note.level}`, {title: `规则 ${note.rule}：${this.rules[note.rule]?.words || ""}`, onclick: (event) => { event.preventDefault(); this.show("rules", note.rule); }}, `${note.rule} ${note.text}`);
  }

  counts() {
    const counts = state.counters;
    const row = (name, value) => h("tr", h("td", name), h("td.n", value));
    const people = state.people.map((who) => h("tr", h("td", who.name), h("td.n", counts.interactions?.people[who.id] || 0), h("td.n", counts.bot_messages?.people[who.id] || 0)));
    const conversations = Object.entries(counts.bot_messages?.conversations || {}).map(([name, heard]) => h("tr", h("td", called(name)), h("td.n", heard)));
    const spans = (counts.spans || []).map((span) => h("tr", h("td", span.name, span.open ? " …" : ""), h("td.n", span.interactions), h("td.n", span.bot_messages), h("td.n", span.swaps)));
    this.pane.replaceChildren(
      h("h2", "合计"), h("table", row("操作", counts.interactions?.total), row("机器人消息", counts.bot_messages?.total), row("原地换卡", counts.swaps), row("回调", counts.callbacks),
        row("送达次数（含重送）", counts.deliveries), row("接口调用", counts.api_calls), row("被拒的调用", counts.rejected_requests), row("被拒的回复", counts.rejected_replies),
        row("截断", counts.warnings), row("超建议字数", counts.advice), row("静默丢弃", counts.dropped)),
      h("h2", "每个人"), h("table", h("tr", h("th", "谁"), h("th", "操作"), h("th", "机器人消息")), people),
      h("h2", "每段对话"), h("table", h("tr", h("th", "对话"), h("th", "机器人消息")), conversations),
      spans.length && h("h2", "区间"), spans.length && h("table", h("tr", h("th", "名称"), h("th", "操作"), h("th", "消息"), h("th", "换卡")), spans));
  }

  async faults() {
    const kinds = await get("faults/kinds");
    const select = h("select", {name: "kind", "aria-label": "种类"}, [["接口", kinds.calls], ["回调", kinds.callbacks], ["人", kinds.people]].map(([label, group]) =>
      h("optgroup", {label}, Object.entries(group).map(([name, words]) => h("option", {value: name}, `${name}　${words}`)))));
    const field = (name, words, value) => h("label", words, h("input", {name, value}));
    const all = {...kinds.calls, ...kinds.callbacks, ...kinds.people};
    const quick = Object.entries(HANDY).map(([label, names]) => h("div.quick", h("h5", label), Object.entries(names).map(([name, words]) => h("button", {title: `${name}　${all[name]}`, onclick: () => send("faults", {kind: name, seconds: name === "stale" ? 900 : 1})}, words))));
    const form = h("form.form", {onsubmit: (event) => { event.preventDefault(); add(new FormData(form)); }}, h("label.full", "种类", select), field("api", "接口（可用 *）", "*"), field("person", "只对谁（空 = 所有人）", ""),
      field("times", "几次（空 = 一直）", "1"), field("chance", "概率", "1"), field("seconds", "秒", "1"), field("seed", "种子（空 = 随沙盒）", ""),
      field("code", "错误码（errcode 用）", ""), field("times_each", "每条回调坏几次", "3"), h("button.full", "加上"));
    this.list = h("div");
    this.pane.replaceChildren(h("h2", "正在起作用", h("button.all", {onclick: () => send("faults", null, "DELETE")}, "清空")), this.list, h("h2", "点一下，发生一次"), ...quick, h("details.more", h("summary", "指明接口、人、次数、概率和种子"), form));
    this.faultList();
  }

  faultList() {
    const live = state.faults.filter((fault) => fault.times === null || fault.hits < fault.times);
    this.list.replaceChildren(...(live.length ? [] : [h("p.hint", "没有。一切正常。")]), ...state.faults.map((fault) => h(`div.fault-row${fault.times !== null && fault.hits >= fault.times ? ".spent" : ""}`, h("span", fault.words, h("small", `${fault.kind} · 已发生 ${fault.hits} 次${fault.times === null ? "（一直）" : ` / ${fault.times}`}${fault.api === "*" ? "" : ` · ${fault.api}`}${fault.person ? ` · ${names([fault.person])}` : ""} · 种子 ${fault.seed ?? "随沙盒"}`)),
      h("button", {onclick: () => send(`faults/${fault.id}`, null, "DELETE")}, "去掉"))));
  }
}

function add(form) {
  const values = Object.fromEntries(form);
  send("faults", {kind: values.kind, api: values.api || "*", person: values.person, times: values.times ? Number(values.times) : null, chance: Number(values.chance || 1), seconds: Number(values.seconds || 1),
    seed: values.seed ? Number(values.seed) : null, code: Number(values.code || 0), times_each: Number(values.times_each || 3)});
}

const troubled = (entry) => entry.errcode || ["failed", "refused", "lost"].includes(entry.verdict) || entry.level === "refused" || (entry.notes || []).some((note) => note.level !== "advice" && note.level !== "info");
const called = (name) => {
  const [place, who] = name.split(/:(.*)/);
  return place === "chat" ? `群 ${who}` : `${state.people.find((each) => each.id === who)?.name || who} · ${place === "wecom" ? "企业微信" : "微信"}`;
};
const PLATFORM = {wecom: "企业微信", wechat: "服务号"};
const names = (ids) => ids.slice(0, 4).map((id) => person(id)?.name || id).join("、") + (ids.length > 4 ? ` 等 ${ids.length} 人` : "");
const clockOf = (entry) => entry.at.slice(11, 19);
const title = (entry) => (entry.kind === "call" ? entry.api : entry.kind === "callback" ? `${entry.what.replace("event:", "")}　${entry.words}` : entry.text);

function detail(entry) {
  if (entry.kind === "call") return `${PLATFORM[entry.platform]}接口 · ${entry.errcode ? `errcode ${entry.errcode}` : "ok"}${entry.people?.length ? ` · ${names(entry.people)}` : ""}`;
  if (entry.kind === "callback") return `${PLATFORM[entry.platform]}回调 · ${names(entry.people)} · 第 ${entry.attempt} 次送达`;
  return entry.rule || "";
}

function verdict(entry) {
  return {empty: "已收，不回复", reply: "已回复", refused: `回复被拒：${entry.why}`, failed: `失败：${entry.why}`}[entry.verdict] || entry.verdict;
}

function inside(entry, rules) {
  const blocks = [];
  const block = (name, text) => { if (text && text !== "{}" && text !== "null") blocks.push(h("h5", name), h("pre", pretty(text))); };
  if (entry.kind === "callback") {
    block("明文", entry.plain);
    block("查询参数", JSON.stringify(entry.query));
    block("密文信封", entry.body);
    block("回复明文", entry.reply_plain);
    block(`回复原文（HTTP ${entry.status || entry.error}）`, entry.reply_body);
  } else if (entry.kind === "call") {
    block("请求", JSON.stringify(entry.request));
    block("应答", JSON.stringify(entry.response));
    block("查询参数", JSON.stringify(entry.query));
  }
  const named = new Set((entry.notes || [entry]).map((note) => note.rule).filter((rule) => rules[rule]));
  for (const rule of named) blocks.push(h("h5", `规则 ${rule}${rules[rule].sourced ? "" : "（未见明文）"}`), h("pre", rules[rule].words));
  return h("div.inside", blocks);
}

function pretty(text) {
  if (text.startsWith("<xml>")) return text.replace(/(<\/?xml>)|(<\/[A-Za-z]+>)(?=<[A-Za-z/])/g, (tag) => `${tag}\n`).trim();
  try { return JSON.stringify(JSON.parse(text), null, 1); } catch { return text; }
}
