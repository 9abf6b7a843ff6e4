// One phone: header, chat, input bar, tools.

import {act} from "./api.js";
import {bubble} from "./bubbles.js";
import {Chats} from "./chats.js";
import {face, h, icon, robot} from "./dom.js";
import * as sheets from "./sheets.js";
import {appName, now, parts, person, placeOf, said, state, talk} from "./store.js";
import * as viewer from "./viewer.js";

const GAP = 5 * 60_000;

export class Phone {
  constructor(id, hide) {
    const who = person(id);
    Object.assign(this, {id, name: who.name, platform: who.platform, nodes: new Map(), unread: 0, stampedOn: "", mirrored: 0, following: true, scrollTop: 0});
    this.open = this.open.bind(this);
    this.talk = h("div.talk", {tabindex: "0", "aria-label": `${who.name} 的对话`, onscroll: () => this.scrolled()});
    this.clock = h("b");
    this.day = h("span");
    this.badge = h("span.dot", {hidden: true});
    this.typing = h("small");
    this.freshNode = h("button.fresh", {hidden: true, onclick: () => this.settle(true)});
    this.foot = h("div.foot");
    this.screen = h("div.screen", h("div.status", this.clock, this.day, h("span.signal", icon("signal"), icon("wifi"), h("i"))),
      h("div.chat-head", h("button", {"aria-label": "返回", onclick: () => this.leave()}, icon("back")), h("div.name", appName(this.platform), this.typing),
        h("button", {"aria-label": "更多", onclick: () => this.more()}, icon("more"))), this.talk, this.freshNode, this.foot, h("div.home", {"aria-hidden": "true"}));
    this.node = h(`div.phone.${this.platform}`, {"data-person": id}, h("div.owner", face(who.name, placeOf(id)), this.title = h("h2", who.name), this.badge, this.post = h("small", who.post),
      h("span.kind", this.platform === "wecom" ? "企业微信" : "微信"), h("button", {"aria-label": "收起这部手机", onclick: hide}, icon("close"))), this.screen);
    this.mode = "type";
    this.drawFoot();
    this.update();
  }

  update() {
    const who = person(this.id);
    const shown = parts(now());
    if (this.clock.textContent !== shown.time) this.clock.textContent = shown.time;
    const day = `${shown.date} ${shown.weekday}`;
    if (this.day.textContent !== day) this.day.textContent = day;
    if (this.title.textContent !== who.name) this.title.textContent = this.name = who.name;
    if (this.post.textContent !== who.post) this.post.textContent = this.post.title = who.post;
    this.restamp(shown.date);
    this.typing.textContent = who.typing ? "对方正在输入…" : "";
    this.stranger(who);
    if ((who.mirror?.version || 0) !== this.mirrored) { this.mirrored = who.mirror?.version || 0; viewer.mirror(this.screen, who.mirror); }
    const stick = this.following && this.inSight();
    let added = 0;
    let own = false;
    let before = null;
    for (const message of talk(this.id)) {
      if (this.place(message, before)) message.from === "person" ? (own = true) : (added += 1);
      before = message;
    }
    this.blank();
    this.dots(who.typing);
    if (!this.begun || (own && this.inSight())) { this.begun = true; this.settle(true); } else if (stick) this.settle();
    else this.fresh(this.unread + added);
    this.list?.draw();
    const menu = JSON.stringify(state.menus[this.platform] || []);
    if (menu !== this.menu) {
      if (this.menu === undefined || this.menu === "[]") this.mode = menu !== "[]" && this.platform === "wechat" ? "menu" : "type";
      this.menu = menu;
      this.drawFoot();
    }
  }

  place(message, before) {
    const known = this.nodes.get(message.id);
    if (known?.seq === message.seq) return false;
    const node = h("div", this.stamp(message, before), bubble(message, this));
    if (known) known.node.replaceWith(node);
    else this.talk.insertBefore(node, this.dotsNode?.isConnected ? this.dotsNode : null);
    this.nodes.set(message.id, {seq: message.seq, node});
    return !known;
  }

  // An empty conversation says how to begin.
  blank() {
    const empty = !talk(this.id).length;
    if (empty === Boolean(this.blankNode)) return;
    this.blankNode?.remove();
    this.blankNode = empty ? h("div.gray-line.blank", state.menus[this.platform] ? "还没有消息。说一句话，或者点左下角的菜单。" : "还没有消息。说一句话试试。") : null;
    if (empty) this.talk.prepend(this.blankNode);
  }

  stamp(message, before) {
    const at = new Date(message.at);
    if (before && at - new Date(before.at) < GAP) return null;
    return h("span.stamp", {"data-at": message.at}, said(at));
  }

  // Yesterday's 09:20 is 昨天 09:20 today.
  restamp(today) {
    if (this.stampedOn === today) return;
    this.stampedOn = today;
    for (const each of this.talk.querySelectorAll(".stamp")) each.textContent = said(new Date(each.dataset.at));
  }

  // Somebody looks at this conversation: the phone is on the desk, in front, and not showing its list.
  inSight() { return this.node.offsetParent !== null && !this.list; }

  // Back to the list of conversations, which here has one. WeCom tells the bot who enters it again.
  leave() {
    this.list = new Chats(this, () => {
      this.list = null;
      this.settle(true);
      if (this.platform === "wecom" && person(this.id).follows) act(this.id, "enter");
    });
  }

  dots(typing) {
    if (!this.dotsNode) this.dotsNode = h("div.row.typing", robot(this.platform), h("div.bubble", h("i"), h("i"), h("i")));
    if (!typing) this.dotsNode.remove();
    else if (!this.dotsNode.isConnected) this.talk.append(this.dotsNode);
  }

  stranger(who) {
    const shown = Boolean(this.strangerNode);
    if (who.follows === shown) {
      this.strangerNode?.remove();
      this.strangerNode = null;
      if (!who.follows) {
        const words = this.platform === "wechat" ? "还没有关注这个服务号" : "不在应用的可见范围";
        this.strangerNode = h("div.stranger", robot(this.platform), h("b", appName(this.platform)), h("span", words),
          h("button.big", {onclick: () => act(this.id, "follow")}, this.platform === "wechat" ? "关注" : "进入可见范围"),
          this.platform === "wechat" && h("button.big.plain", {onclick: () => this.scan()}, "扫一扫"));
        this.screen.insertBefore(this.strangerNode, this.freshNode);
      }
    }
    this.talk.hidden = !who.follows && !talk(this.id).length;
    this.foot.hidden = !who.follows;
    this.strangerNode?.classList.toggle("short", Boolean(talk(this.id).length));
  }

  atBottom() { return this.talk.scrollHeight - this.talk.scrollTop - this.talk.clientHeight < 90; }

  // The end is followed until a finger moves away from it; a smooth scroll on its way there still follows.
  scrolled() {
    const top = this.talk.scrollTop;
    if (this.atBottom()) { this.following = true; this.fresh(0); } else if (top < this.scrollTop) this.following = false;
    this.scrollTop = top;
  }

  settle(force) {
    if (force) this.following = true;
    if (!force && !(this.following && this.inSight())) return;
    requestAnimationFrame(() => { this.talk.scrollTop = this.talk.scrollHeight; });
    this.fresh(0);
  }

  fresh(count) {
    this.unread = count;
    this.freshNode.hidden = !count;
    this.badge.hidden = !count;
    this.badge.textContent = count > 99 ? "99+" : count || "";
    this.freshNode.textContent = `${count} 条新消息 ↓`;
  }

  drawFoot() {
    const menu = state.menus[this.platform];
    const input = h("input", {type: "text", "aria-label": "输入消息", maxlength: "2000", onkeydown: (event) => { if (event.key === "Enter" && !event.isComposing) this.say(input); },
      oninput: () => { send.hidden = !input.value.trim(); }});
    const send = h("button.send", {hidden: true, onclick: () => this.say(input)}, "发送");
    const tools = h("div.tools", {hidden: true}, this.tools());
    const swap = menu && h("button.icon", {"aria-label": this.mode === "menu" ? "键盘" : "菜单", onclick: () => { this.mode = this.mode === "menu" ? "type" : "menu"; this.drawFoot(); }}, icon(this.mode === "menu" ? "keyboard" : "menu"));
    const line = menu && this.mode === "menu" ? h("div.line", swap, h("div.entries", menu.map((entry) => this.entry(entry))))
      : h("div.line", swap, h("button.icon", {"aria-label": "语音", onclick: () => this.speak()}, icon("voice")), input,
        h("button.icon", {"aria-label": "更多功能", onclick: () => { tools.hidden = !tools.hidden; this.settle(); }}, icon("plus")), send);
    this.foot.replaceChildren(line, tools);
  }

  entry(entry) {
    const list = entry.sub_button?.length ? h("div.subs", {hidden: true}, entry.sub_button.map((each) => h("button", {onclick: () => { list.hidden = true; this.pressMenu(each); }}, each.name))) : null;
    const toggle = () => { for (const each of this.foot.querySelectorAll(".subs")) if (each !== list) each.hidden = true; if (list) list.hidden = !list.hidden; else this.pressMenu(entry); };
    return h(`div.entry${list ? ".more" : ""}`, h("button", {onclick: toggle}, entry.name), list);
  }

  tools() {
    const tool = (name, words, run) => h("button", {onclick: (event) => { event.currentTarget.parentNode.hidden = true; run(); }}, h("i", icon(name)), words);
    return [tool("image", "照片", () => this.photos()), tool("camera", "拍摄", () => this.camera()), tool("pin", "位置", () => this.place_()),
      tool("scan", "扫一扫", () => this.scan())];
  }

  say(input) {
    const text = input.value.trim();
    if (!text) return;
    input.value = "";
    input.dispatchEvent(new Event("input"));
    act(this.id, "say", {text});
  }

  async photos(menu) {
    const picked = await sheets.photos(this.screen);
    if (!picked?.length) return;
    const form = new FormData();
    const samples = [];
    for (const each of picked) each.file ? form.append("photo", each.file) : samples.push(each.sample);
    const deed = menu ? "menu" : "photos";
    const more = menu ? {name: menu.key} : {};
    if (samples.length) await act(this.id, deed, {samples, ...more});
    if (form.has("photo")) { if (menu) form.append("name", menu.key); await act(this.id, deed, form); }
  }

  async camera() {
    const taken = await sheets.camera(this.screen);
    if (taken) act(this.id, "photos", {samples: [taken]});
  }

  async place_(menu) {
    const chosen = await sheets.place(this.screen);
    if (chosen) act(this.id, menu ? "menu" : "location", menu ? {name: menu.key, ...chosen} : chosen);
  }

  async speak() {
    const said = await sheets.speak(this.screen);
    if (said?.text) act(this.id, "voice", said);
  }

  async scan(menu) {
    const found = await sheets.scan(this.screen, this.id);
    if (!found) return;
    const done = menu ? await act(this.id, "menu", {name: menu.key, text: found.text}) : await act(this.id, "scan", {...found, follow: true});
    if (done.opens) viewer.page(this.screen, done, "网页");
  }

  async pressMenu(entry) {
    const done = await act(this.id, "menu", {name: entry.key || entry.name});
    if (done.opens) viewer.page(this.screen, done, entry.name);
    if (done.needs === "scan") this.scan(entry);
    if (done.needs === "photos") this.photos(entry);
    if (done.needs === "place") this.place_(entry);
  }

  async open(url) {
    const done = await act(this.id, "open", {url});
    if (done.ok) viewer.page(this.screen, done, "网页");
  }

  openImage(id, name) { viewer.image(this.screen, id, name); }

  openMedia(id, name) { viewer.document_(this.screen, id, name); }

  async more() {
    const who = person(this.id);
    const options = [{id: "enter", text: "进入应用（enter_agent）"}, {id: who.follows ? "unfollow" : "follow", text: who.follows ? (this.platform === "wechat" ? "取消关注" : "移出可见范围") : "关注"}];
    const picked = await sheets.choose(this.screen, who.name, this.platform === "wecom" ? options : options.slice(1), "");
    if (picked) act(this.id, picked);
  }
}
