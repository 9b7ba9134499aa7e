// A line to the station, or a camera, that is silent for too long is lost, and tried again.
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { FrameLine } from "../../station/web/static/frame_line.js";

const SILENT_MS = 5_000;
const RETRY_MS = 250;
const opened = [];

class Line {
  static OPEN = 1;
  readyState = Line.OPEN;
  sent = [];

  constructor() {
    opened.push(this);
  }

  send(frame) {
    this.sent.push(frame);
  }

  close() {}
}

Object.assign(globalThis, { WebSocket: Line, location: { href: "http://station/bedside/default" } });
const turn = () => new Promise((done) => setImmediate(done));

/** What happened, after the time given, on a line whose camera gives these pictures. */
async function after(ms, frame, then = () => {}) {
  mock.timers.enable({ apis: ["setTimeout"] });
  opened.length = 0;
  let lost = 0;
  const line = new FrameLine("/frames", { frame, onAnswer: () => {}, onLost: () => (lost += 1) });
  line.connect();
  opened[0].onopen();
  await turn();
  then(line, opened[0]);
  await turn();
  for (const step of [Math.min(ms, SILENT_MS), Math.max(0, ms - SILENT_MS)]) mock.timers.tick(step);
  mock.timers.reset();
  return { lost, lines: opened.length, sent: opened[0].sent.length };
}

const frozen = () => new Promise(() => {});
const picture = async () => "picture";

for (const [what, ms, frame, then, expected] of [
  ["a camera that is frozen", SILENT_MS - 1, frozen, undefined, { lost: 0, lines: 1, sent: 0 }],
  ["a camera that is frozen", SILENT_MS, frozen, undefined, { lost: 1, lines: 1, sent: 0 }],
  ["a camera that is frozen", SILENT_MS + RETRY_MS, frozen, undefined, { lost: 1, lines: 2, sent: 0 }],
  ["a station that is silent", SILENT_MS, picture, undefined, { lost: 1, lines: 1, sent: 1 }],
  ["a frozen camera that is closed", SILENT_MS, frozen, (line) => line.close(), { lost: 0, lines: 1, sent: 0 }],
  [
    "an answer",
    SILENT_MS - 1,
    picture,
    (_, socket) => socket.onmessage({ data: "{}" }),
    { lost: 0, lines: 1, sent: 2 },
  ],
]) {
  test(`${what}, ${ms} ms: ${JSON.stringify(expected)}`, async () => {
    assert.deepEqual(await after(ms, frame, then), expected);
  });
}
