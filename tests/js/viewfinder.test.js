// Where a badge finds room, and how a hint is broken into rows.
import assert from "node:assert/strict";
import { test } from "node:test";

import { badgePlace, wrapped } from "../../station/web/static/viewfinder.js";

const SIZE = { width: 1280, height: 720 };

function square(x, y, side) {
  return [[x, y], [x + side, y], [x + side, y + side], [x, y + side]];
}

for (const [what, corners, others, expected] of [
  ["in the open: outside the first corner", square(400, 300, 100), [], [390, 290]],
  ["too small a code", square(400, 300, 44), [], undefined],
  ["at the edge: outside the third", square(0, 0, 100), [], [110, 110]],
  ["beside a neighbour: on the far side", square(400, 300, 100), [square(300, 300, 90)], [510, 290]],
  ["in a crowd", square(400, 300, 100), [square(390, 290, 120)], undefined],
]) {
  test(what, () => {
    const marks = others.map((corners) => ({ corners }));
    const place = badgePlace(corners, marks, SIZE);
    assert.deepEqual(place?.map(Math.round), expected);
  });
}

for (const [text, width, expected] of [
  ["Too bright: less light", 40, ["Too bright: less light"]],
  ["Too bright: less light", 11, ["Too bright:", "less light"]],
  ["Incomprehensibly long", 5, ["Incomprehensibly", "long"]],
]) {
  test(`${text} within ${width}`, () => assert.deepEqual(wrapped(text, width, (row) => row.length), expected));
}
