// Which answer a band shows, and for how long: each once, and only beside the procedure that it is about.

/** @import { Answer, Kind } from "./answers.js" */

/**
 * The longest that "done" is shown: read by then, while a green band that stays would be taken for the answer to the
 * next tube. Whatever asks something of a person, or was not done, stays until the next answer.
 */
export const DONE_FADES_AFTER_MS = 30_000;
const REMEMBERED = 200; // answers; an own one comes by two ways, a moment apart

/** What was shown before: an answer comes to the screen that asked, and to all that listen. */
export class Once {
  /** @type {Set<string>} */ #before = new Set();

  /**
   * Whether an answer is new here. One that was told has a number of its own, since a scan may be told of twice; what
   * is answered again has only its scan's id.
   * @param {Answer} answer
   * @param {string} scanId
   */
  first({ number, at }, scanId) {
    const told = number === undefined ? [] : [`${number} ${at}`]; // a station that starts again counts anew
    const [name] = [...told, scanId];
    const isNew = !this.#before.has(name);
    for (const one of [...told, scanId]) this.#before.add(one);
    for (const one of this.#before) {
      if (this.#before.size <= REMEMBERED) break;
      this.#before.delete(one); // the oldest comes first
    }
    return isNew;
  }

  /**
   * Whether a scan, or a press, was answered here.
   * @param {string} scanId
   */
  knows(scanId) {
    return this.#before.has(scanId);
  }
}

/**
 * How long an answer is shown; null: until the next one.
 * @param {Kind} kind
 */
export function shownFor(kind) {
  return kind === "done" ? DONE_FADES_AFTER_MS : null;
}

/** @typedef {string | null | undefined} Procedure null or undefined: none is under way, or it is about none */

/**
 * Whether what was said elsewhere is shown beside a procedure.
 * @param {Procedure} about
 * @param {Procedure} shown
 */
export function belongs(about, shown) {
  return !about || !shown || about === shown;
}

/**
 * Whether the band empties as a panel comes: another procedure has become active, and what was said is of the one before.
 * @param {Procedure} about
 * @param {Procedure} before
 * @param {Procedure} now
 */
export function empties(about, before, now) {
  return Boolean(now) && now !== before && about !== now;
}

/**
 * Whether the screen has gone on to another procedure while its own scan or button was answered.
 * @param {Procedure} about
 * @param {Procedure} asked the procedure that it showed when it asked
 * @param {Procedure} now
 */
export function isElsewhere(about, asked, now) {
  return Boolean(asked) && Boolean(now) && asked !== now && !belongs(about, now);
}
