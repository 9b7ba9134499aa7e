// What every scan page does: takes scans, keeps and sends them, shows the answer, follows the panel.

import { note, panelShows, say, sayDoubled, sayToAsked, told } from "./band.js";
import { known, learn } from "./known.js";
import { isUp, setLink } from "./link.js";
import { follow } from "./live.js";
import { byId, grammar, page, words } from "./page.js";
import { Queue } from "./queue.js";
import { closeContainer, keepSheet, startSheets } from "./sheets.js";
import { sound, startSound } from "./sound_check.js";
import { isAsking, showDoubt, showQueue, startWaiting } from "./waiting.js";
import { listen } from "./wedge.js";

/**
 * @import { Answer } from "./answers.js"
 * @import { Link, Panel } from "./live.js"
 * @import { Item } from "./standing.js"
 * @typedef {{ text: string, at: string }} Read a text that was read, and when
 */

/**
 * Start the page. Returns what takes a text as if it was read.
 * @param {(read: Read) => [string, Read] | null} scan where a text is sent and with what; null: nothing to send
 * @param {(answer: Answer, item: Item) => void} onAnswer
 */
export function start(scan, onAnswer = () => {}) {
  const queue = newQueue(onAnswer);
  /** @param {Read} read */
  const take = (read) => {
    const asked = scan(read);
    if (asked !== null) keep(queue, asked);
  };
  listen(grammar, {
    onScan: take,
    onDoubled: ({ text }) => {
      sayDoubled();
      document.dispatchEvent(new CustomEvent("read-twice", { detail: text }));
    },
    onRefused: ({ why }) => {
      say({ error: words[`refused-${why}`] });
      document.dispatchEvent(new Event("not-read"));
    },
  });
  follow(`/live/${page.kind}/${encodeURIComponent(page.name)}`, {
    onPanel: showPanel,
    onSaid: told,
    onLink: (link) => showLink(queue, link),
  });
  new ResizeObserver(() => seeNext(byId("panel"))).observe(byId("panel")); // a longer answer, a question
  startWaiting(queue);
  startSheets();
  startSound();
  noClickByKey();
  queue.pump();
  return take;
}

/** @param {(answer: Answer, item: Item) => void} onAnswer */
function newQueue(onAnswer) {
  return new Queue({
    key: `station/${page.kind}/${page.name}`,
    grammar,
    state: known,
    onChange: showQueue,
    onDoubt: showDoubt,
    onWaits: () => sound("long"),
    onAnswer: (answer, item) => {
      learn(answer.state);
      sayToAsked(answer, item.body.scan_id, item.procedure);
      if (answer.accepted) closeContainer();
      onAnswer(answer, item);
    },
  });
}

/**
 * @param {Queue} queue
 * @param {[string, Read]} asked
 */
function keep(queue, [url, body]) {
  try {
    queue.add(url, body);
  } catch {
    say({ error: words["not-kept"] });
    return;
  }
  // An earlier green band must not be taken for the answer to this scan, which comes later than this.
  const waits = words.waiting.replace("{count}", String(queue.items().length));
  note(isUp() && !isAsking() ? words.sending : waits);
}

/** @param {Panel} shown */
function showPanel({ html, state }) {
  const panel = byId("panel");
  keepSheet(() => {
    panel.innerHTML = html;
    seeNext(panel);
  });
  learn(state);
  panelShows(state.procedure);
}

/**
 * Scroll the lists to what is next, and never the page: who the patient is stays in sight.
 * @param {HTMLElement} panel
 */
function seeNext(panel) {
  const next = panel.querySelector(".is-next");
  if (next === null) return;
  for (const list of panel.querySelectorAll(".work, .tray")) {
    const [seen, wanted] = [list, next].map((one) => one.getBoundingClientRect());
    list.scrollTop += Math.max(0, wanted.bottom - seen.bottom) - Math.max(0, seen.top - wanted.top);
  }
}

/**
 * @param {Queue} queue
 * @param {Link} link
 */
function showLink(queue, link) {
  const changed = setLink(link);
  if (!changed && link.up) return;
  const waiting = queue.items().length;
  if (link.up && waiting > 0) note(words.restarted.replace("{count}", String(waiting)));
  queue.connected(link.up);
}

/** The wedge holds Enter, Tab and Space back while it listens; a page holds them back always. */
function noClickByKey() {
  /** @param {Event} event */
  const hold = (event) => {
    if (event instanceof KeyboardEvent && ["Enter", " ", "Tab"].includes(event.key)) event.preventDefault();
  };
  for (const type of ["keydown", "keyup", "keypress"]) document.addEventListener(type, hold);
}
