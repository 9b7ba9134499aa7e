// The scans that wait, as the page lists them, and the question about the one that must be asked for.

import { hideBand } from "./band.js";
import { clock } from "./clock.js";
import { whyDown } from "./link.js";
import { byId, words } from "./page.js";

/** @import { Item } from "./standing.js" */

const LISTED_AT_MOST = 12; // waiting scans that are named; the count is always whole

/** @type {string | null} the scan that is asked about */
let doubted = null;

/**
 * Let the question's buttons say what becomes of the scan that it is about.
 * @param {{ confirm: (scanId: string) => void, drop: (scanId: string) => void }} queue
 */
export function startWaiting(queue) {
  byId("confirm-send").addEventListener("click", () => decide((id) => queue.confirm(id)));
  byId("confirm-drop").addEventListener("click", () => decide((id) => queue.drop(id)));
}

/**
 * What waits, and whether it waits because nothing could be sent.
 * @param {{ waiting: Item[], failed: boolean }} queue
 */
export function showQueue({ waiting, failed }) {
  byId("lost").hidden = !failed;
  byId("lost").textContent = whyDown() ?? words["not-sent"];
  hideBand(failed && waiting.length > 0);
  const box = byId("waiting");
  box.hidden = waiting.length === 0 || (!failed && doubted === null);
  box.replaceChildren(
    line("b", words.waiting.replace("{count}", String(waiting.length))),
    ...waiting.slice(0, LISTED_AT_MOST).map(({ body }) => line("span", `${clock(body.at)} ${body.text}`)),
  );
  if (doubted !== null && !waiting.some(({ body }) => body.scan_id === doubted)) closeDoubt();
}

/**
 * Ask whether a scan that waited is still meant.
 * @param {Item} item
 * @param {"old" | "moved"} why
 */
export function showDoubt({ body }, why) {
  doubted = body.scan_id;
  byId("confirm").hidden = false;
  document.body.classList.add("asking");
  byId("confirm-text").textContent = words[`resend-${why}`]
    .replace("{time}", clock(body.at))
    .replace("{text}", body.text);
  byId("waiting").hidden = false;
}

/** Whether a question holds back what waits. */
export function isAsking() {
  return doubted !== null;
}

function closeDoubt() {
  doubted = null;
  byId("confirm").hidden = true;
  document.body.classList.remove("asking");
}

/** @param {(scanId: string) => void} how */
function decide(how) {
  const scanId = doubted;
  closeDoubt();
  if (scanId !== null) how(scanId);
}

/**
 * @param {string} tag
 * @param {string} text
 */
function line(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}
