// A button of the page: sent once, never kept; without a connection it says so.

import { say, sayToAsked } from "./band.js";
import { newId } from "./ids.js";
import { learn } from "./known.js";
import { isUp, whyDown } from "./link.js";
import { page, words } from "./page.js";
import { post } from "./queue.js";

/**
 * Do what a button is for, and say what the station answers; null when nothing was answered.
 * @param {Record<string, string | undefined>} body
 */
export async function press(body) {
  if (!isUp()) {
    say({ error: whyDown() ?? words["button-lost"] });
    return null;
  }
  document.body.classList.add("busy");
  const scanId = newId();
  const answer = await post("/api/act", { scan_id: scanId, source: "typed", place: page.name, ...body });
  document.body.classList.remove("busy");
  learn(answer?.state);
  sayToAsked(answer ?? { error: words["button-lost"] }, scanId, body.procedure);
  return answer;
}
