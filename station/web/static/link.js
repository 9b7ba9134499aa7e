// Whether the station is there, and how the page shows it: without it all that only the station knows is shown as
// not known now (style.css: "offline").

import { clock } from "./clock.js";
import { byId, words } from "./page.js";

/** @import { Link } from "./live.js" */

let up = false;

/** Whether the station is there. */
export function isUp() {
  return up;
}

/**
 * It is there or not; says whether that is a change.
 * @param {Link} link
 */
export function setLink({ up: now, asOf, error }) {
  const changed = now !== up;
  up = now;
  document.body.classList.toggle("offline", !now);
  const line = byId("link");
  line.textContent = now ? words.connected : words["not-sent"].split(".")[0];
  line.className = `link ${now ? "up" : "down"}`;
  byId("unknown").hidden = now;
  byId("unknown").textContent = words.unknown.replace("{time}", clock(asOf));
  if (error) byId("lost").textContent = error;
  return changed;
}
