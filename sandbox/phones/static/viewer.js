// Things that fill a screen: a picture, the pages of a PDF, a web page in the phone's own browser.

import {get} from "./api.js";
import {h, icon} from "./dom.js";

function cover(screen, title, inner, {dark = false, out = ""} = {}) {
  const node = h(`div.cover-all${dark ? ".dark" : ""}`, {role: "dialog", "aria-label": title},
    h("header", h("button", {"aria-label": "关闭", onclick: () => node.remove()}, icon("close")), h("b", title),
      out ? h("a", {href: out, target: "_blank", rel: "noopener", "aria-label": "在新标签页打开"}, icon("out")) : h("span")), inner);
  node.addEventListener("keydown", (event) => event.key === "Escape" && node.remove());
  screen.append(node);
  return node;
}

export function image(screen, id, name) {
  const node = cover(screen, name || "图片", h("div.view", {onclick: () => node.remove()}, h("img", {src: `/sandbox/media/${id}`, alt: name || "图片"})), {dark: true});
}

export async function document_(screen, id, name) {
  const url = `/sandbox/media/${id}`;
  const {pages} = await get(`media/${id}/pages`);
  if (pages) {
    const sheets = Array.from({length: pages}, (_, page) => h("img", {src: `${url}/pages/${page}.png`, alt: `第 ${page + 1} 页`, loading: "lazy"}));
    cover(screen, name, h("div.sheets-of-paper", sheets), {out: url});
  } else if (/\.(pdf|txt|md|csv|json|html?)$/i.test(name)) {
    cover(screen, name, h("iframe", {src: url, title: name}), {out: url});
  } else {
    cover(screen, name, h("div.stranger", h("b", name), h("a.big", {href: `${url}?download=1`, download: name}, "保存到电脑")), {out: url});
  }
}

export function page(screen, done, label) {
  const inner = done.frame ? h("iframe", {src: done.frame, title: label}) : h("div.stranger", h("b", "这个地址不在本机"), h("span", done.opens), h("span", "沙盒里的手机只打开本机的页面。"));
  const node = cover(screen, label, inner, {out: done.frame ? done.browse : ""});
  // The page is of another origin: the phone's browser makes it say its own title.
  const named = (event) => {
    if (!node.isConnected) return removeEventListener("message", named);
    if (event.source === inner.contentWindow && event.data?.sandboxTitle) node.querySelector("header b").textContent = event.data.sandboxTitle;
  };
  addEventListener("message", named);
}

// The page a story has open on this phone, as it looks there; nobody can touch it.
export function mirror(screen, shown) {
  const old = screen.querySelector(".cover-all.mirror");
  if (!shown) return old?.remove();
  const url = `${shown.url}?v=${shown.version}`;
  if (old) {
    old.querySelector("header b").textContent = shown.title;
    old.querySelector("iframe").src = url;
    return old;
  }
  const node = cover(screen, shown.title, h("iframe", {src: url, title: shown.title, sandbox: ""}));
  node.classList.add("mirror");
  return node;
}
