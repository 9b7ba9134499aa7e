// Whether the station is there, and how the page shows it: without it all that only the station knows is shown as
// not known now (style.css: "offline").

import { clock } from "./clock.js";
import { byId, words } from "./page.js";

/** @import { Link } from "./live.js" */

let up = false;
/** @type {string | undefined} what the station says of itself where it is at fault */
let fault;

/** Whether the station is there. */
export function isUp() {
  return up;
}

/** What the station itself says of why nothing can be done; undefined where it says nothing. */
export function whyDown() {
  return fault;
}

/**
 * It is there or not; says whether that is a change.
 * @param {Link} link
 */
export function setLink({ up: now, asOf, error }) {
  const changed = now !== up;
  up = now;
  fault = error;
  document.body.classList.toggle("offline", !now);
  const line = byId("link");
  line.textContent = now ? words.connected : (error ?? words["not-sent"]).split(".")[0];
  line.className = `link ${now ? "up" : "down"}`;
  byId("unknown").hidden = now;
  byId("unknown").textContent = words.unknown.replace("{time}", clock(asOf));
  return changed;
}
