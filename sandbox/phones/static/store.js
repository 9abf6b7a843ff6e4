// What the page knows: people, messages by phone, log. Phones and panes subscribe to changes.

import {watch} from "./api.js";

const listeners = new Set();
export const state = {
  about: {}, people: [], messages: new Map(), log: [], menus: {}, faults: [], counters: {}, clock: null,
  story: {}, verified: {}, clockAt: 0,
};

export const subscribe = (listener) => listeners.add(listener);
export const person = (id) => state.people.find((each) => each.id === id);
export const placeOf = (id) => state.people.findIndex((each) => each.id === id);
export const talk = (id) => state.messages.get(id) || [];

export function appName(platform) {
  const about = state.about[platform];
  return platform === "wecom" ? about?.app || "机器人" : about?.name || "服务号";
}

// Business time now, moved on by what has passed on this machine since the sandbox last said it.
export function now() {
  return state.clock ? new Date(Date.parse(state.clock.now) + (performance.now() - state.clockAt)) : new Date();
}

export function begin(about) {
  state.about = about;
  watch((change) => {
    merge(change);
    for (const listener of listeners) listener(change);
  });
}

function merge(change) {
  state.clockAt = performance.now();
  for (const name of ["clock", "people", "menus", "faults", "counters", "story", "verified"]) state[name] = change[name];
  state.log = [...state.log, ...change.log].slice(-400);
  for (const message of change.messages) {
    const mine = state.messages.get(message.person) || [];
    const place = mine.findIndex((each) => each.id === message.id);
    if (place >= 0) mine[place] = message;
    else mine.push(message);
    mine.sort((one, other) => one.id - other.id);
    state.messages.set(message.person, mine);
  }
}

const DAYS = ["日", "一", "二", "三", "四", "五", "六"];
const shanghai = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai", year: "numeric", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

// A moment as both clients say it: the time today, 昨天, the weekday within a week, then the date.
export function said(at, today = now()) {
  const [then, here] = [parts(at), parts(today)];
  const days = Math.round((Date.UTC(+here.year, +here.month - 1, +here.day) - Date.UTC(+then.year, +then.month - 1, +then.day)) / 86_400_000);
  if (days <= 0) return then.time;
  if (days === 1) return `昨天 ${then.time}`;
  if (days < 7) return `${then.weekday} ${then.time}`;
  return `${then.year === here.year ? "" : `${then.year}年`}${then.date} ${then.time}`;
}

export function parts(date) {
  const found = Object.fromEntries(shanghai.formatToParts(date).map((each) => [each.type, each.value]));
  const day = new Date(Date.UTC(+found.year, +found.month - 1, +found.day)).getUTCDay();
  return {...found, time: `${found.hour}:${found.minute}`, weekday: `周${DAYS[day]}`, date: `${+found.month}月${+found.day}日`};
}
