// A button of the page: sent once, never kept; without a connection it says so.

import { say, sayToAsked, wasSaid } from "./band.js";
import { newId } from "./ids.js";
import { learn } from "./known.js";
import { isUp, whyDown } from "./link.js";
import { page, words } from "./page.js";
import { post } from "./queue.js";

/** @type {{ body: string, scanId: string } | null} the press that was not answered: it may be done */
let unanswered = null;

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
  const scanId = idOf(body);
  const answer = await post("/api/act", { scan_id: scanId, source: "typed", place: page.name, ...body });
  document.body.classList.remove("busy");
  unanswered = answer === null && !wasSaid(scanId) ? { body: JSON.stringify(body), scanId } : null;
  learn(answer?.state);
  if (answer !== null) sayToAsked(answer, scanId, body.procedure);
  else if (unanswered !== null) say({ error: words["button-unknown"] });
  return answer;
}

/**
 * The id of a press: the same once more, behind one that was not answered, is that one sent again, and is done once.
 * @param {object} body
 */
function idOf(body) {
  const isAgain = unanswered?.body === JSON.stringify(body) && !wasSaid(unanswered.scanId);
  return unanswered && isAgain ? unanswered.scanId : newId();
}
