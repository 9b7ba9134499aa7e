// What a waiting scan stands on, and when it must be asked for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { doubt, isOlder, OLD_MS, standing } from "../../station/web/static/standing.js";
import { grammar, ID } from "./handed.js";

const STATE = { procedure: "P1", side: "left" };
const NOW = Date.parse("2026-03-02T08:00:00Z");

for (const [what, texts, expected] of [
  ["nothing waits", [], STATE],
  ["a label", [ID], STATE],
  ["another card", ["CARDCONFIRM"], STATE],
  ["a side", ["cardright"], { procedure: "P1", side: "right" }],
  ["what may be a wristband", ["LAB-1"], { procedure: undefined, side: undefined }],
  ["that, and a side", ["LAB-1", "CARDRIGHT"], { procedure: undefined, side: "right" }],
]) {
  test(`behind ${what}`, () => {
    const items = texts.map((text) => ({ body: { text } }));
    assert.deepEqual(standing(items, STATE, grammar), expected);
  });
}

function item(more, age_ms = 0) {
  const at = new Date(NOW - age_ms).toISOString();
  return { url: "/api/scan", body: { scan_id: "1", text: ID, at }, ...STATE, ...more };
}

for (const [what, waiting, expected] of [
  ["fresh", item({}), null],
  ["just young enough", item({}, OLD_MS), null],
  ["old", item({}, OLD_MS + 1), "old"],
  ["another side", item({ side: "right" }), "moved"],
  ["another procedure", item({ procedure: "P2" }), "moved"],
  ["no procedure then", item({ procedure: null }), "moved"],
  ["moved comes before old", item({ side: "right" }, OLD_MS + 1), "moved"],
  ["unknown is not compared", item({ procedure: undefined, side: undefined }), null],
  ["confirmed", item({ side: "right", confirmed: true }, OLD_MS + 1), null],
]) {
  test(`${what}: ${expected}`, () => assert.equal(doubt(waiting, STATE, NOW), expected));
}

for (const [state, than, expected] of [
  [{ procedure: "P1", version: 3 }, { procedure: "P1", version: 4 }, true],
  [{ procedure: "P1", version: 4 }, { procedure: "P1", version: 4 }, false],
  [{ procedure: "P2", version: 3 }, { procedure: "P1", version: 4 }, false],
  [{ procedure: null }, { procedure: null, version: 4 }, false],
  [{ procedure: null, version: 0 }, { procedure: "P1", version: 4 }, false],
  [{ procedure: "P1", version: 4 }, { procedure: null, version: 0 }, false],
]) {
  test(`${JSON.stringify(state)} is older than ${JSON.stringify(than)}: ${expected}`, () => {
    assert.equal(isOlder(state, than), expected);
  });
}
