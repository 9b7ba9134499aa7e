// What every scan page does: takes scans, keeps and sends them, shows the answer, follows the panel.

import { follow } from "./live.js";
import { Queue, newId, post } from "./queue.js";
import { audible, play, wake } from "./sound.js";
import { listen } from "./wedge.js";

const LISTED_AT_MOST = 12; // waiting scans that are named; the count is always whole

const byId = (id) => document.getElementById(id);
const words = JSON.parse(byId("words").dataset.words);
const panel = byId("panel");
export const page = byId("page").dataset;
export { words };

let state = JSON.parse(panel.dataset.state);
let link = false;
let shownSaid = null; // the answer that the band shows, by its scan id
let doubted = null;
let sheet = null;

/** Start the page. `scan(read)` gives [url, body] for a text that was read; null: nothing to send. */
export function start(scan, onAnswer = () => {}) {
  const queue = new Queue({
    key: `station/${page.kind}/${page.name}`,
    state: () => state,
    onChange: showQueue,
    onDoubt: showDoubt,
    onAnswer: (answer, item) => {
      if (answer.state) state = answer.state;
      say(answer, item.body.scan_id);
      if (answer.accepted && sheet?.startsWith("c-")) open(null); // what it asked for came by a card
      onAnswer(answer, item);
    },
  });
  const take = (read) => {
    const asked = scan(read);
    if (asked !== null) keep(queue, asked);
  };
  listen(take, {
    onDoubled: ({ text }) => {
      again();
      document.dispatchEvent(new CustomEvent("read-twice", { detail: text }));
    },
    onRefused: ({ why }) => {
      say({ error: words[`refused-${why}`] }, newId());
      document.dispatchEvent(new Event("not-read"));
    },
  });
  follow(`/live/${page.kind}/${encodeURIComponent(page.name)}`, showPanel, (now, error) => showLink(queue, now, error));
  byId("confirm-send").addEventListener("click", () => decide((id) => queue.confirm(id)));
  byId("confirm-drop").addEventListener("click", () => decide((id) => queue.drop(id)));
  byId("sound-check").addEventListener("click", soundCheck);
  document.addEventListener("click", (event) => clicked(event));
  noClickByKey();
  wake().then(showSound);
  for (const type of ["keydown", "pointerdown"]) window.addEventListener(type, firstInput, { capture: true });
  queue.pump();
  return take;
}

/** Show an answer as the band, with its tone; the same scan's answer is shown once. */
export function say(answer, scanId, withTone = true) {
  if (scanId === shownSaid) return;
  shownSaid = scanId;
  const accepted = answer.accepted === true;
  const band = byId("band");
  const noted = accepted && answer.warning;
  band.className = `band ${accepted ? "good" : "bad"}${noted ? " noted" : ""}`;
  band.dataset.scanId = scanId;
  byId("band-text").textContent = answer.error ?? (noted ? `${answer.message} ${words.warning}` : answer.message);
  if (withTone) play(answer.tone ?? (accepted ? "high" : "low-low")).then(showSound);
  if (answer.reason === "reason-needed" && answer.container) open(`c-${answer.container}`);
}

/** A button of the page: sent once, never kept; without a connection it says so. */
export async function press(body) {
  if (!link) return say({ error: words["button-lost"] }, newId());
  document.body.classList.add("busy");
  const scanId = newId();
  const answer = await post("/api/act", { scan_id: scanId, source: "typed", place: page.name, ...body });
  document.body.classList.remove("busy");
  if (answer?.state) state = answer.state;
  say(answer ?? { error: words["button-lost"] }, scanId);
  return answer;
}

/** Open a sheet by its name, or close all of them with null. */
export function open(name) {
  sheet = name;
  showSheet();
}

function keep(queue, [url, body]) {
  try {
    note(words.sending); // an earlier green band must not be taken for the answer to this scan
    queue.add(url, body);
  } catch {
    say({ error: words["not-kept"] }, newId());
  }
}

function showPanel({ html, version, state: now, said }) {
  const y = document.querySelector(".sheet:not([hidden])")?.scrollTop;
  panel.innerHTML = html;
  panel.dataset.version = version;
  panel.querySelector(".is-next")?.scrollIntoView({ block: "nearest" });
  if (!isOlder(now)) state = now;
  showSheet();
  const shown = document.querySelector(".sheet:not([hidden])");
  if (shown && y) shown.scrollTop = y;
  // What another screen or reader did here; what was said before this page came is shown silently.
  if (said) say(said, said.scan_id, shownSaid !== null || link);
}

/** A panel that was on its way while a scan was answered knows less than that answer. */
function isOlder(other) {
  return other.procedure !== null && other.procedure === state.procedure && other.version < state.version;
}

function showLink(queue, now, error) {
  const changed = now !== link;
  link = now;
  document.body.classList.toggle("offline", !now);
  byId("link").textContent = now ? words.connected : words["not-sent"].split(".")[0];
  byId("link").className = `link ${now ? "up" : "down"}`;
  if (error) byId("lost").textContent = error;
  if (changed || !now) {
    const waiting = queue.items().length;
    if (now && waiting > 0) note(words.restarted.replace("{count}", waiting));
    queue.connected(now);
  }
}

function showQueue({ waiting, failed }) {
  byId("lost").hidden = !failed;
  byId("lost").textContent = words["not-sent"];
  const box = byId("waiting");
  byId("band").hidden = failed && waiting.length > 0;
  box.hidden = waiting.length === 0 || (!failed && doubted === null);
  box.replaceChildren(
    line("b", words.waiting.replace("{count}", waiting.length)),
    ...waiting.slice(0, LISTED_AT_MOST).map(({ body }) => line("span", `${clock(body.at)} ${body.text}`)),
  );
  if (doubted !== null && !waiting.some(({ body }) => body.scan_id === doubted)) showDoubt(null);
}

function showDoubt(item, why) {
  doubted = item?.body.scan_id ?? null;
  byId("confirm").hidden = item === null;
  if (item === null) return;
  const text = why === "old" ? words["resend-old"] : words["resend-moved"];
  byId("confirm-text").textContent = text.replace("{time}", clock(item.body.at)).replace("{text}", item.body.text);
  byId("waiting").hidden = false;
}

function decide(how) {
  const scanId = doubted;
  showDoubt(null);
  if (scanId !== null) how(scanId);
}

/** The same code again is one scan: what was said of it still holds, and is not said again. */
function again() {
  const text = byId("band-text");
  text.textContent = `${text.textContent.replace(words.doubled, "").trim()} ${words.doubled}`;
  byId("band").dataset.scanId = newId();
  play("mid").then(showSound);
}

function note(text) {
  byId("band-text").textContent = text;
  byId("band").className = "band idle";
}

function clock(at) {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map((n) => String(n).padStart(2, "0")).join(":");
}

function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

function clicked(event) {
  const button = event.target.closest("button");
  if (button === null || button.disabled) return;
  button.blur(); // nothing stays in focus: the keys belong to the reader
  if (button.dataset.sheet) open(button.dataset.sheet);
  else if ("close" in button.dataset) open(null);
}

function showSheet() {
  let found = false;
  for (const one of document.querySelectorAll(".sheet")) {
    one.hidden = one.dataset.sheetId !== sheet;
    found ||= !one.hidden;
  }
  if (!found) sheet = null;
  document.body.classList.toggle("has-sheet", found);
}

// The wedge holds Enter, Tab and Space back while it listens; a page holds them back always.
function noClickByKey() {
  const hold = (event) => {
    if (["Enter", " ", "Tab"].includes(event.key)) event.preventDefault();
  };
  for (const type of ["keydown", "keyup", "keypress"]) document.addEventListener(type, hold);
}

async function soundCheck() {
  await play("high");
  showSound();
}

/** A browser that wants a gesture first takes any key or press: the first scan is one. */
async function firstInput() {
  if (!audible()) await wake();
  showSound();
}

function showSound() {
  const button = byId("sound-check");
  button.classList.toggle("off", !audible());
  button.textContent = audible() ? words["sound-ok"] : words["no-sound"];
}
