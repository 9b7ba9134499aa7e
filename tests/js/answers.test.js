// Each kind of answer has a look, a tone and a sentence.
import assert from "node:assert/strict";
import { test } from "node:test";

import { kindOf, LOOKS, sentence } from "../../station/web/static/answers.js";
import { TONES } from "../../station/web/static/sound.js";

const WORDS = { warning: "NOTE" };

for (const [answer, kind, text] of [
  [{ accepted: true, message: "Collected." }, "done", "Collected."],
  [{ accepted: true, message: "Collected.", warning: "out-of-order" }, "warning", "Collected. NOTE"],
  [{ accepted: false, message: "Wrong side." }, "refused", "Wrong side."],
  [{ error: "NOT SAVED." }, "refused", "NOT SAVED."],
]) {
  test(`${JSON.stringify(answer)} is ${kind}`, () => {
    assert.equal(kindOf(answer), kind);
    assert.equal(sentence(answer, WORDS), text);
  });
}

test("no two tones sound alike", () => {
  const sounds = Object.values(TONES);
  assert.equal(new Set(sounds.map((tone) => JSON.stringify(tone))).size, sounds.length);
});

test("each kind has a look and a tone of its own", () => {
  const looks = Object.values(LOOKS);
  assert.equal(new Set(looks.map(({ band }) => band)).size, looks.length);
  assert.equal(new Set(looks.map(({ tone }) => tone)).size, looks.length);
  for (const { tone } of looks) assert.ok(tone in TONES && tone !== "long"); // that one is no answer's
});
