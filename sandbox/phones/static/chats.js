// The list of conversations behind 返回: who, the last words, when, how many unread.

import {preview} from "./bubbles.js";
import {h, robot} from "./dom.js";
import {appName, said, talk} from "./store.js";

export class Chats {
  constructor(phone, entered) {
    this.phone = phone;
    this.row = h("button.chat-row", {onclick: () => { this.node.remove(); entered(); }});
    const head = h("div.chat-head", h("span"), h("div.name", phone.platform === "wecom" ? "消息" : "微信"), h("span"));
    this.node = h("div.chats", {role: "dialog", "aria-label": "会话"}, head, this.row);
    phone.screen.append(this.node);
    this.draw();
    this.row.focus({preventScroll: true});
  }

  draw() {
    const {id, platform, unread} = this.phone;
    const last = talk(id).at(-1);
    this.row.replaceChildren(h("span.face-holder", robot(platform), unread ? h("span.dot", unread > 99 ? "99+" : unread) : null),
      h("span.what", h("b", appName(platform)), h("small", last ? preview(last) : "还没有消息")), h("time", last ? said(new Date(last.at)) : ""));
  }
}
