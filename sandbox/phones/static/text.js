// Texts as a client shows them: links in texts, the markdown subset, the <div class> of text cards.

import {h} from "./dom.js";

const LINK = /<a\s[^>]*href\s*=\s*["']([^"']+)["'][^>]*>([\s\S]*?)<\/a>|(https?:\/\/[^\s<>"'）)，。]+)/gi;

export function linked(text, open) {
  const pieces = [];
  let last = 0;
  for (const found of text.matchAll(LINK)) {
    pieces.push(text.slice(last, found.index));
    const url = found[1] || found[3];
    const label = found[2] ? found[2].replace(/<[^>]+>/g, "") : found[3];
    pieces.push(h("button.link", {onclick: () => open(url)}, label));
    last = found.index + found[0].length;
  }
  pieces.push(text.slice(last));
  return pieces;
}

const INLINE = /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]*)\]\((https?:\/\/[^)\s]+)\)|<font\s+color="(info|comment|warning)">([\s\S]*?)<\/font>/g;

function inline(text, open) {
  const pieces = [];
  let last = 0;
  for (const found of text.matchAll(INLINE)) {
    pieces.push(text.slice(last, found.index));
    if (found[1]) pieces.push(h("b", inline(found[1], open)));
    else if (found[2]) pieces.push(h("code", found[2]));
    else if (found[4]) pieces.push(h("button.link", {onclick: () => open(found[4])}, found[3]));
    else pieces.push(h(`span.${found[5]}`, inline(found[6], open)));
    last = found.index + found[0].length;
  }
  pieces.push(text.slice(last));
  return pieces;
}

export function markdown(text, open) {
  return text.split("\n").map((line) => {
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (heading) return h("h4", inline(heading[2], open));
    if (line.startsWith(">")) return h("blockquote", inline(line.replace(/^>\s?/, ""), open));
    return h("div", line ? inline(line, open) : "\u00a0");
  });
}

const BLOCK = /<div\s+class="(gray|highlight|normal)">([\s\S]*?)<\/div>/g;

export function description(text) {
  const plain = text.replace(/<br\s*\/?>/gi, "\n");
  const pieces = [];
  let last = 0;
  for (const found of plain.matchAll(BLOCK)) {
    pieces.push(plain.slice(last, found.index));
    pieces.push(h(`div.${found[1]}`, found[2]));
    last = found.index + found[0].length;
  }
  pieces.push(plain.slice(last));
  return pieces;
}
