// The panel as the station has it: whole on every connection and at every change, a beat between.

const LOST_AFTER_MS = 4_000; // the station beats every second
const AGAIN_AFTER_MS = 700;

/**
 * A panel as it is drawn, with the state that it shows; and an answer, which comes once.
 * @import { Answer } from "./answers.js"
 * @import { State } from "./standing.js"
 * @typedef {{ html: string, state: State }} Panel
 * @typedef {Answer & { scan_id: string }} Said
 */

/**
 * Whether the station is there; until when what is shown was so; what the station says if it is at fault.
 * @typedef {{ up: boolean, asOf: Date, error?: string }} Link
 */

/**
 * Who is told: a panel at each change, what is said, and how the line to the station is.
 * @typedef {object} Follower
 * @property {(panel: Panel) => void} onPanel
 * @property {(said: Said) => void} onSaid
 * @property {(link: Link) => void} onLink
 */

/**
 * Follow the panel of a page, for as long as the page is there.
 * @param {string} path
 * @param {Follower} follower
 */
export function follow(path, follower) {
  new Line(path, follower).connect();
}

class Line {
  #path;
  #follower;
  /** @type {WebSocket | undefined} */ #socket;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #watch;
  #atFault = false;
  #asOf = new Date(); // the page came with its panel

  /**
   * @param {string} path
   * @param {Follower} follower
   */
  constructor(path, follower) {
    this.#path = path;
    this.#follower = follower;
  }

  connect() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const mine = new WebSocket(`${scheme}//${location.host}${this.#path}`);
    this.#socket = mine;
    mine.onmessage = ({ data }) => mine === this.#socket && this.#heard(JSON.parse(data));
    mine.onclose = () => mine === this.#socket && this.#lost();
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#lost(), LOST_AFTER_MS);
  }

  /**
   * @param {{ type: "beat" } | { type: "fault", error: string } | ({ type: "panel" } & Panel) | ({ type: "said" } & Said)}
   *   message
   */
  #heard(message) {
    this.#wait();
    if (message.type === "said") {
      this.#follower.onSaid(message);
      return;
    }
    if (message.type !== "beat") this.#atFault = message.type === "fault";
    if (!this.#atFault) this.#asOf = new Date(); // a beat says that nothing has changed
    if (message.type === "panel") {
      this.#follower.onPanel(message);
      this.#follower.onLink({ up: true, asOf: this.#asOf });
    } else if (message.type === "fault") {
      this.#follower.onLink({ up: false, asOf: this.#asOf, error: message.error });
    }
  }

  #lost() {
    clearTimeout(this.#watch);
    const old = this.#socket;
    this.#socket = undefined;
    old?.close();
    this.#follower.onLink({ up: false, asOf: this.#asOf });
    setTimeout(() => this.connect(), AGAIN_AFTER_MS);
  }
}
