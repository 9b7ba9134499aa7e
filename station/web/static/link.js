// Whether the station is there, and how the page shows it.

import { byId, words } from "./page.js";

let up = false;

/** Whether the station is there. */
export function isUp() {
  return up;
}

/**
 * It is there or not; says whether that is a change.
 * @param {boolean} now
 * @param {string} [error] what the station says is wrong with it
 */
export function setLink(now, error) {
  const changed = now !== up;
  up = now;
  document.body.classList.toggle("offline", !now);
  const line = byId("link");
  line.textContent = now ? words.connected : words["not-sent"].split(".")[0];
  line.className = `link ${now ? "up" : "down"}`;
  if (error) byId("lost").textContent = error;
  return changed;
}
