// The line on which frames go to the station, each answered before the next is sent.

/**
 * What was found in a frame: symbols with their corners in pixels of the frame, what was held still, hints, the
 * answer to a scan, and what a tray has.
 * @import { Answer } from "./answers.js"
 * @import { Shape } from "./shapes.js"
 * @import { TrayShown } from "./tray.js"
 * @typedef {[number, number]} Point
 * @typedef {{ corners: Point[], shape?: Shape }} Mark
 * @typedef {object} FrameAnswer
 * @property {Mark[]} symbols
 * @property {Point[][]} [held]
 * @property {string[]} [hints]
 * @property {Answer | null} [feedback]
 * @property {TrayShown} [tray]
 */

/**
 * Where frames come from, and who is told.
 * @typedef {object} Sender
 * @property {() => Promise<Blob | null>} frame
 * @property {(answer: FrameAnswer) => void} onAnswer
 * @property {(why: Why) => void} onLost
 *
 * Why no answer comes: the station does not answer, or the camera gives no picture to send.
 * @typedef {"lost" | "frozen"} Why
 */

const ANSWER_TIMEOUT_MS = 5000; // a frame takes 50 ms; a station or camera that is silent for so long is gone
const RETRY_MS = [250, 500, 1000, 2000]; // a station that was started again is found within 2 s

export class FrameLine {
  #path;
  #sender;
  #failures = 0;
  #waiting = false; // at most one frame is on its way
  #isSent = false; // the one that is waited for
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} the answer does not come */ #silence;
  /** @type {ReturnType<typeof setTimeout> | undefined} the next try to connect */ #retry;

  /**
   * @param {string} path
   * @param {Sender} sender
   */
  constructor(path, sender) {
    this.#path = path;
    this.#sender = sender;
  }

  connect() {
    const address = new URL(this.#path, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#waiting = false;
    socket.onopen = () => this.#send(socket);
    socket.onmessage = (event) => this.#heard(socket, JSON.parse(event.data));
    socket.onclose = () => this.#lost("lost");
  }

  close() {
    clearTimeout(this.#retry);
    this.#leave();
  }

  /** @param {WebSocket} socket */
  async #send(socket) {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#isSent = false;
    // A camera that is muted or frozen gives no picture either; whoever leaves the socket ends it.
    this.#silence = setTimeout(() => this.#hang(), ANSWER_TIMEOUT_MS);
    const jpeg = await this.#sender.frame();
    if (socket !== this.#socket || socket.readyState !== WebSocket.OPEN) return;
    if (jpeg === null) return;
    socket.send(jpeg);
    this.#isSent = true;
  }

  /**
   * @param {WebSocket} socket
   * @param {FrameAnswer} answer
   */
  #heard(socket, answer) {
    clearTimeout(this.#silence);
    this.#waiting = false;
    this.#failures = 0;
    this.#sender.onAnswer(answer);
    this.#send(socket);
  }

  /** Closing takes as long as the other end does not answer: it is not waited for. */
  #hang() {
    this.#leave();
    this.#lost(this.#isSent ? "lost" : "frozen");
  }

  #leave() {
    clearTimeout(this.#silence);
    if (this.#socket === null) return;
    this.#socket.onclose = null;
    this.#socket.onmessage = null;
    this.#socket.close();
    this.#socket = null;
  }

  /** @param {Why} why */
  #lost(why) {
    clearTimeout(this.#silence);
    this.#socket = null;
    this.#sender.onLost(why);
    this.#retry = setTimeout(() => this.connect(), RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)]);
    this.#failures += 1;
  }
}
