// What the station last said of this page's place: what waiting scans are compared with.

import { byId } from "./page.js";
import { isOlder } from "./standing.js";

/** @import { State } from "./standing.js" */

/** @type {State} */
let state = JSON.parse(byId("panel").dataset.state ?? "{}");

/** The state as last said. */
export function known() {
  return state;
}

/**
 * An answer or a panel brought a state, or none: they come by two ways, and one may overtake the other.
 * @param {State | undefined} said
 */
export function learn(said) {
  if (said && !isOlder(said, state)) state = said;
}
