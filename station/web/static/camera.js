// The tablet's camera: a viewfinder that sends JPEG frames to the station and draws what it found.
//
//     import { startCamera } from "./camera.js";
//     const camera = startCamera(video, canvas, { path: "/frames?place=default", onFeedback, onState });
//     camera.stop();
//
// `canvas` lies over `video` in the page, at the same size: found symbols are drawn on it.

import { FrameLine } from "./frame_line.js";
import { draw } from "./viewfinder.js";

/**
 * "live": frames are answered. "lost": the station does not answer: NOT SENT; it is tried again. "frozen": the
 * camera gives no picture; the same. "hidden": the page is hidden, and the camera off. "stopped": stop() was called.
 * "denied": the person or the browser does not allow the camera. "no-camera": there is none, or another program has
 * it. "insecure": browsers give the camera to https and localhost only.
 * @typedef {"live" | "lost" | "frozen" | "hidden" | "stopped" | "denied" | "no-camera" | "insecure"} CameraState
 */

/**
 * Where the frames go, and who is told: each frame's whole answer, the station's answer to each scan (with the keys
 * of `station scan`), and how the camera fares.
 * @import { Answer } from "./answers.js"
 * @import { FrameAnswer, Why } from "./frame_line.js"
 * @typedef {object} Watcher
 * @property {string} path
 * @property {(answer: FrameAnswer) => void} [onAnswer]
 * @property {(feedback: Answer) => void} [onFeedback]
 * @property {(state: CameraState) => void} [onState]
 */

const FRAME_WIDTH = 1280; // at 640 px thin bars run together; at 1920 a frame takes twice as long
const FRAME_HEIGHT = 720;
const JPEG_QUALITY = 0.85; // below, the edges of thin bars are blurred
const WANTED = {
  audio: false,
  video: { facingMode: "environment", width: { ideal: FRAME_WIDTH }, height: { ideal: FRAME_HEIGHT } },
};

/**
 * Look until stop() is called, while the page is seen.
 * @param {HTMLVideoElement} video
 * @param {HTMLCanvasElement} canvas
 * @param {Watcher} watcher
 */
export function startCamera(video, canvas, watcher) {
  const camera = new Camera(video, canvas, watcher);
  camera.start();
  return camera;
}

export class Camera {
  #video;
  #canvas;
  #watcher;
  #line;
  #frame = document.createElement("canvas");
  #ending = new AbortController();
  /** @type {MediaStream | null} */ #stream = null;
  /** @type {CameraState | null} */ #state = null;

  /**
   * @param {HTMLVideoElement} video
   * @param {HTMLCanvasElement} canvas
   * @param {Watcher} watcher
   */
  constructor(video, canvas, watcher) {
    this.#video = video;
    this.#canvas = canvas;
    this.#watcher = watcher;
    this.#line = new FrameLine(watcher.path, {
      frame: () => this.#nextFrame(),
      onAnswer: (answer) => this.#answered(answer),
      onLost: (why) => this.#lost(why),
    });
  }

  start() {
    const { signal } = this.#ending;
    document.addEventListener("visibilitychange", () => this.#onVisibility(), { signal });
    // One was plugged in.
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#open(), { signal });
    if (document.hidden) this.#say("hidden");
    else this.#open();
  }

  stop() {
    this.#ending.abort();
    this.#close();
    this.#say("stopped");
  }

  /** @param {CameraState} state */
  #say(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#watcher.onState?.(state);
  }

  // The camera: on while the page is seen.

  async #open() {
    if (this.#stream || document.hidden) return;
    const opened = await this.#ask();
    if (opened === null) return;
    if (this.#ending.signal.aborted || document.hidden || this.#stream) {
      release(opened);
      return;
    }
    this.#stream = opened;
    for (const track of opened.getTracks()) track.onended = () => this.#gone();
    if ((await this.#play(opened)) && this.#stream === opened) this.#line.connect();
  }

  /** The camera's pictures; null, and said why, where there are none. */
  async #ask() {
    if (!navigator.mediaDevices) {
      this.#say("insecure");
      return null;
    }
    try {
      return await navigator.mediaDevices.getUserMedia(WANTED);
    } catch (error) {
      const denied = error instanceof DOMException && error.name === "NotAllowedError";
      this.#say(denied ? "denied" : "no-camera");
      return null;
    }
  }

  /**
   * Show the pictures; false where the page was hidden or the camera stopped meanwhile.
   * @param {MediaStream} opened
   */
  async #play(opened) {
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.srcObject = opened;
    return this.#video.play().then(() => true, () => false);
  }

  #gone() {
    this.#close();
    this.#say("no-camera");
  }

  #close() {
    this.#line.close();
    if (this.#stream) release(this.#stream);
    this.#stream = this.#video.srcObject = null;
    this.#clear();
  }

  #onVisibility() {
    if (document.hidden) {
      this.#close();
      this.#say("hidden");
    } else {
      this.#open();
    }
  }

  // Frame, answer, frame, answer.

  /**
   * The next picture as a JPEG; null where it could not be made.
   * @returns {Promise<Blob | null>}
   */
  async #nextFrame() {
    await new Promise((shown) => this.#video.requestVideoFrameCallback(shown));
    const { videoWidth, videoHeight } = this.#video;
    const scale = Math.min(1, FRAME_WIDTH / Math.max(videoWidth, videoHeight));
    this.#frame.width = Math.round(videoWidth * scale);
    this.#frame.height = Math.round(videoHeight * scale);
    const pen = this.#frame.getContext("2d", { alpha: false });
    pen?.drawImage(this.#video, 0, 0, this.#frame.width, this.#frame.height);
    return new Promise((made) => this.#frame.toBlob(made, "image/jpeg", JPEG_QUALITY));
  }

  /** @param {FrameAnswer} answer */
  #answered(answer) {
    this.#say("live");
    this.#clear();
    draw(this.#canvas, answer);
    this.#watcher.onAnswer?.(answer);
    if (answer.feedback) this.#watcher.onFeedback?.(answer.feedback);
  }

  /** @param {Why} why */
  #lost(why) {
    this.#clear();
    this.#say(why);
  }

  #clear() {
    this.#canvas.width = this.#frame.width; // also empties it
    this.#canvas.height = this.#frame.height;
  }
}

/** @param {MediaStream} opened */
function release(opened) {
  for (const track of opened.getTracks()) {
    track.onended = null;
    track.stop();
  }
}
