// What slides over a screen: choosing one, choosing photos, scanning, a place, a voice.

import {get} from "./api.js";
import {h, icon} from "./dom.js";
import {person} from "./store.js";

function sheet(screen, title, done) {
  return new Promise((answer) => {
    const close = (value) => { veil.remove(); answer(value); };
    const ok = h("button", {onclick: () => close(done.value()), disabled: !done}, done ? done.label : "");
    const scroll = h("div.scroll");
    const veil = h("div.veil", {onclick: (event) => event.target === veil && close(null)},
      h("div.sheet", {role: "dialog", "aria-label": title}, h("header", h("button", {onclick: () => close(null)}, "取消"), h("span", title), ok), scroll));
    veil.addEventListener("keydown", (event) => event.key === "Escape" && close(null));
    done?.fill?.(scroll, ok, close);
    screen.append(veil);
    veil.querySelector("input,textarea,.pick,.gallery button")?.focus({preventScroll: true});
  });
}

export function choose(screen, title, options, selected) {
  return sheet(screen, title, {label: "", value: () => null, fill: (scroll, ok, close) => {
    ok.disabled = true;
    scroll.append(...options.map((option) => h(`button.pick${option.id === selected ? ".on" : ""}`, {onclick: () => close(option.id)}, option.text)));
  }});
}

export async function photos(screen) {
  const samples = await get("samples");
  const picked = [];
  return sheet(screen, "选照片", {label: "发送", value: () => picked, fill: (scroll, ok) => {
    ok.disabled = true;
    const grid = h("div.gallery");
    const paint = () => {
      ok.disabled = !picked.length;
      ok.textContent = picked.length ? `发送(${picked.length})` : "发送";
      grid.querySelectorAll("button[data-name]").forEach((node) => {
        const place = picked.findIndex((each) => each.key === node.dataset.name);
        node.classList.toggle("on", place >= 0);
        node.querySelector("i").textContent = place >= 0 ? place + 1 : "";
      });
    };
    const toggle = (entry) => {
      const place = picked.findIndex((each) => each.key === entry.key);
      if (place >= 0) picked.splice(place, 1);
      else if (picked.length < 9) picked.push(entry);
      paint();
    };
    const tile = (key, url, words, entry) => h("button", {"data-name": key, onclick: () => toggle(entry)}, h("img", {src: url, alt: words}), h("i"), h("span", words));
    const input = h("input", {type: "file", accept: "image/*", multiple: true, hidden: true, onchange: () => {
      for (const file of input.files) {
        const entry = {key: `${file.name}/${file.size}`, file};
        grid.append(tile(entry.key, URL.createObjectURL(file), file.name, entry));
        toggle(entry);
      }
    }});
    grid.append(h("button.upload", {onclick: () => input.click()}, icon("camera"), "从电脑选"), input,
      ...samples.map((each) => tile(each.name, `/sandbox/samples/${each.name}`, each.words, {key: each.name, sample: each.name})));
    scroll.append(grid, h("p.hint", "样张都是画出来的，没有真人真厂。一次最多 9 张。"));
  }});
}

// The camera: a scene in the finder, other scenes to turn to, and the shutter.
export async function camera(screen) {
  const scenes = await get("samples");
  let aimed = 0;
  return new Promise((answer) => {
    const close = (value) => { node.remove(); answer(value); };
    const finder = h("img", {alt: ""});
    const words = h("span");
    const turn = (step) => {
      aimed = (aimed + step + scenes.length) % scenes.length;
      finder.src = `/sandbox/samples/${scenes[aimed].name}`;
      finder.alt = words.textContent = scenes[aimed].words;
    };
    const node = h("div.cover-all.dark.camera", {role: "dialog", "aria-label": "拍摄"}, h("div.finder", finder, words),
      h("footer", h("button", {"aria-label": "取消拍摄", onclick: () => close(null)}, icon("close")), h("button", {"aria-label": "换一处", onclick: () => turn(-1)}, icon("back")),
        h("button.shutter", {"aria-label": "按快门", onclick: () => close(scenes[aimed].name)}), h("button.next", {"aria-label": "再换一处", onclick: () => turn(1)}, icon("back"))));
    node.addEventListener("keydown", (event) => event.key === "Escape" && close(null));
    turn(0);
    screen.append(node);
    node.querySelector(".shutter").focus({preventScroll: true});
  });
}

export async function scan(screen, own) {
  const codes = await get("qrcodes");
  const seen = new Set();
  const fresh = codes.filter((each) => !seen.has(each.text) && seen.add(each.text)).slice(0, 12);
  return sheet(screen, "扫一扫", {label: "识别", value: () => (scan.text ? {text: scan.text} : null), fill: (scroll, ok, close) => {
    scan.text = "";
    ok.disabled = true;
    const input = h("input", {type: "text", placeholder: "粘贴二维码里的文字或网址", oninput: () => { scan.text = input.value.trim(); ok.disabled = !scan.text; }});
    const where = (code) => (code.person === own ? "自己手机上的码" : `${person(code.person)?.name || code.person} 手机上的码`);
    if (fresh.length) scroll.append(h("div.codes", fresh.map((code) => h("button", {onclick: () => close({text: code.text, from: code.person})}, h("img", {src: `/sandbox/media/${code.media}`, alt: "二维码"}), where(code)))));
    else scroll.append(h("p.hint", "别的手机上还没有二维码。"));
    scroll.append(h("label.field", "或者直接输入", input));
  }});
}

const PLACES = [["乐清市北白象镇", 28.0936, 120.9012], ["乐清市柳市镇", 28.0349, 120.8862], ["乐清市城东街道", 28.1281, 120.9913], ["乐清湾港区", 28.0893, 121.0958]];

export function place(screen) {
  return sheet(screen, "位置", {label: "", value: () => null, fill: (scroll, ok, close) => {
    ok.disabled = true;
    scroll.append(...PLACES.map(([label, latitude, longitude]) => h("button.pick", {onclick: () => close({label, latitude, longitude})}, label)));
  }});
}

export function speak(screen) {
  return sheet(screen, "按住说话", {label: "发送", value: () => ({text: speak.text, seconds: Math.min(60, Math.max(2, Math.round([...speak.text].length / 4)))}), fill: (scroll, ok) => {
    speak.text = "";
    const area = h("textarea", {rows: 3, placeholder: "这里写您说的话", oninput: () => { speak.text = area.value.trim(); }});
    ok.disabled = false;
    scroll.append(h("label.field", "说的内容", area), h("p.hint", "发出去的是一段 AMR 录音；服务号另带识别文字，企业微信不带。"));
  }});
}
