// What a key says on this computer's layout, and on the US layout that most readers type on; and which one
// text a run of keys can mean. What is not plainly one is refused, with a reason.

import { canonical, isChecked, isPlain, isSpecimenForm } from "./grammar.js";

/**
 * @import { Grammar } from "./grammar.js"
 * @typedef {{ key: string, code: string, at: number, shift?: boolean, command?: boolean, altGraph?: boolean }} Key
 * @typedef {{ typed: string, us: string }} Both
 * @typedef {"check" | "form" | "layout" | "cut" | "typed"} Refusal
 */

const US = usLayout();
const NO_CHARACTER = "\ufffd"; // a dead key, or one without a place on the US layout
const UNREADABLE = { typed: NO_CHARACTER, us: NO_CHARACTER };
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock"]);
const GS = "\x1d"; // between the parts of a GS1 code; readers send it as Ctrl+]
// What ids are made of. Only this decides when the two readings of a layout differ.
const IN_IDS = /^[A-Z0-9 ,.\x1d-]*$/;

/** @returns {Map<string, string>} a key's characters, without and with Shift, by its code */
function usLayout() {
  const rows = [
    ["Backquote", "`~"], ["Minus", "-_"], ["Equal", "=+"], ["BracketLeft", "[{"], ["BracketRight", "]}"],
    ["Backslash", "\\|"], ["Semicolon", ";:"], ["Quote", "'\""], ["Comma", ",<"], ["Period", ".>"],
    ["Slash", "/?"], ["Space", "  "], ["NumpadSubtract", "--"], ["NumpadAdd", "++"],
    ["NumpadDecimal", ".."], ["NumpadDivide", "//"], ["NumpadMultiply", "**"],
  ];
  [...")!@#$%^&*("].forEach((shifted, n) => rows.push([`Digit${n}`, n + shifted], [`Numpad${n}`, `${n}${n}`]));
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].forEach((letter) => rows.push([`Key${letter}`, letter.toLowerCase() + letter]));
  return new Map(rows.map(([code, characters]) => [code, characters]));
}

/**
 * Both readings of a key down, or null when it writes nothing.
 * @param {Key} key
 * @returns {Both | null}
 */
export function characters(key) {
  if (MODIFIERS.has(key.key)) return null;
  if (key.command) return key.code === "BracketRight" ? { typed: GS, us: GS } : UNREADABLE;
  const us = key.altGraph ? NO_CHARACTER : (US.get(key.code)?.[key.shift ? 1 : 0] ?? NO_CHARACTER);
  if (key.key.length === 1) return { typed: key.key, us };
  const silent = ["Dead", "Process", "Unidentified"].includes(key.key);
  return silent || us !== NO_CHARACTER ? { typed: NO_CHARACTER, us } : null;
}

/**
 * The one text that the keys can mean, or why there is none.
 * @param {readonly Both[]} keys
 * @param {Grammar} grammar
 * @returns {{ text: string, refused?: undefined } | { refused: Refusal, text?: undefined }}
 */
export function readings(keys, grammar) {
  const texts = [...new Set([reading(keys, "typed"), reading(keys, "us")])];
  const checked = texts.filter((text) => isChecked(text, grammar));
  if (checked.length === 1) return { text: checked[0] };
  if (texts.some(isSpecimenForm)) return { refused: "check" };
  const plain = texts.filter((text) => isPlain(text, grammar));
  if (plain.length === 0) return { refused: "form" };
  const sure = texts.length === 1 ? plain : plain.filter((text) => IN_IDS.test(text));
  return sure.length === 1 ? { text: sure[0] } : { refused: "layout" };
}

/**
 * @param {readonly Both[]} keys
 * @param {keyof Both} layout
 */
function reading(keys, layout) {
  return canonical(keys.map((key) => key[layout]).join(""));
}
