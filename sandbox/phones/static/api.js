// The control API, and the stream of everything that changes.

import {toast} from "./dom.js";

export async function get(path) {
  const answer = await fetch(`/sandbox/${path}`);
  return answer.json();
}

export async function send(path, body, method = "POST") {
  const form = body instanceof FormData;
  const answer = await fetch(`/sandbox/${path}`, {
    method,
    headers: form ? {} : {"Content-Type": "application/json"},
    body: form ? body : JSON.stringify(body || {}),
  });
  const value = await answer.json();
  if (!answer.ok) toast(value.error || `HTTP ${answer.status}`);
  return {...value, ok: answer.ok && value.ok !== false};
}

export const act = (person, deed, body) => send(`people/${encodeURIComponent(person)}/${deed}`, body);

export function watch(heard) {
  let cursor = 0;
  let source;
  const open = () => {
    source = new EventSource(`/sandbox/events?after=${cursor}`);
    source.onmessage = (event) => {
      const change = JSON.parse(event.data);
      cursor = change.cursor;
      heard(change);
    };
    source.onerror = () => {
      source.close();
      setTimeout(open, 1500);
    };
  };
  open();
}
