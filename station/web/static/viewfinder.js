// What is drawn over the camera's picture: a line round each code, its badge, and a hint below.

import { SHAPES } from "./shapes.js";

/** @import { FrameAnswer, Mark, Point } from "./frame_line.js" */
/** @typedef {CanvasRenderingContext2D} Pen */

const LINE_PX = 6;
const FOUND = "#00c853";
const HELD = "#9fb8a8"; // drawn on while nothing moves; it is no read
const BADGE_PX = 28;
const RADIUS_PX = BADGE_PX * 0.75;
const HINT_PX = 24; // on the screen, not in the frame: it is read from the bed
const FONT = '"DejaVu Sans", sans-serif';

/**
 * Draw what was found in a frame.
 * @param {HTMLCanvasElement} canvas of the frame's size, and empty
 * @param {FrameAnswer} found
 */
export function draw(canvas, { symbols, held = [], hints = [] }) {
  const pen = canvas.getContext("2d");
  if (pen === null) return;
  pen.lineWidth = LINE_PX;
  pen.lineJoin = "round";
  for (const corners of held) outline(pen, corners, HELD, [12, 12]);
  for (const { corners, shape } of symbols) {
    const look = shape && SHAPES[shape];
    outline(pen, corners, look?.colour ?? FOUND, look?.dash ?? []);
  }
  for (const mark of symbols) badge(pen, mark, symbols.filter((other) => other.corners !== mark.corners));
  if (hints.length) hint(pen, hints[0]);
}

/**
 * @param {Pen} pen
 * @param {readonly Point[]} corners
 * @param {string} colour
 * @param {readonly number[]} dash
 */
function outline(pen, corners, colour, dash) {
  pen.strokeStyle = colour;
  pen.setLineDash([...dash]);
  pen.beginPath();
  for (const [x, y] of corners) pen.lineTo(x, y);
  pen.closePath();
  pen.stroke();
}

/**
 * On a corner of the code's own outline, where no other code is near; else its line tells it.
 * @param {Pen} pen
 * @param {Mark} mark
 * @param {readonly Mark[]} others
 */
function badge(pen, { corners, shape }, others) {
  const look = shape && SHAPES[shape];
  const place = look && badgePlace(corners, others, pen.canvas);
  if (!look || !place) return;
  pen.fillStyle = look.colour;
  pen.beginPath();
  pen.arc(...place, RADIUS_PX, 0, 2 * Math.PI);
  pen.fill();
  write(pen, look.sign, place, BADGE_PX);
}

/**
 * Where a code's badge goes: just outside a corner that is free; undefined where none is, or on too small a code.
 * @param {readonly Point[]} corners
 * @param {readonly Mark[]} others
 * @param {{ width: number, height: number }} size
 * @returns {Point | undefined}
 */
export function badgePlace(corners, others, size) {
  const [[ax, ay], , [bx, by]] = corners;
  if (Math.hypot(bx - ax, by - ay) < 3 * RADIUS_PX) return undefined;
  const middle = [0, 1].map((n) => corners.reduce((sum, corner) => sum + corner[n], 0) / 4);
  return corners
    .map(([x, y]) => {
      const away = Math.hypot(x - middle[0], y - middle[1]) || 1;
      const part = 1 + (0.7 * RADIUS_PX) / away;
      return /** @type {Point} */ ([middle[0] + (x - middle[0]) * part, middle[1] + (y - middle[1]) * part]);
    })
    .find((place) => isFree(place, others, size));
}

/**
 * @param {Point} place
 * @param {readonly Mark[]} others
 * @param {{ width: number, height: number }} size
 */
function isFree([x, y], others, { width, height }) {
  const inside = Math.min(x, y, width - x, height - y) >= RADIUS_PX;
  const clear = others.every(({ corners }) => {
    const [xs, ys] = [0, 1].map((n) => corners.map((corner) => corner[n]));
    const across = Math.max(Math.min(...xs) - x, x - Math.max(...xs));
    return Math.max(across, Math.min(...ys) - y, y - Math.max(...ys)) > 2 * RADIUS_PX;
  });
  return inside && clear;
}

/**
 * @param {Pen} pen
 * @param {string} text
 */
function hint(pen, text) {
  const { width, height, clientWidth } = pen.canvas;
  const px = HINT_PX * Math.max(1, width / (clientWidth || width));
  pen.font = `bold ${px}px ${FONT}`;
  const rows = wrapped(text, width - px, (row) => pen.measureText(row).width);
  const top = height - (rows.length * 1.3 + 0.4) * px;
  pen.fillStyle = "rgb(0 0 0 / 70%)";
  pen.fillRect(0, top, width, height - top);
  rows.forEach((row, n) => write(pen, row, [width / 2, top + (n * 1.3 + 0.85) * px], px));
}

/**
 * The text in rows that fit; a word that is too long has a row of its own.
 * @param {string} text
 * @param {number} width
 * @param {(row: string) => number} widthOf
 */
export function wrapped(text, width, widthOf) {
  /** @type {string[]} */
  const rows = [];
  for (const word of text.split(" ")) {
    const longer = rows.length ? `${rows.at(-1)} ${word}` : word;
    if (rows.length && widthOf(longer) <= width) rows[rows.length - 1] = longer;
    else rows.push(word);
  }
  return rows;
}

/**
 * @param {Pen} pen
 * @param {string} text
 * @param {Point} place
 * @param {number} px
 */
function write(pen, text, [x, y], px) {
  pen.fillStyle = "#fff";
  pen.font = `bold ${px}px ${FONT}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillText(text, x, y, pen.canvas.width);
}
