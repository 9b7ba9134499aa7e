// Turns the keys of a USB reader that types (a "keyboard wedge") into scans, on pages without text fields.
//
// `listen` is the way in. All that decides anything is a function of values above it:
// press / silence (the state, and a key or none) -> judge (a run of keys) -> readings (its text).
// A misread is worse than no read: what is not plainly one whole code is refused, with a reason.

// A reader's own pace: 110 ms between keys is the slowest setting in use, and the browser adds to it.
export const MAX_GAP_MS = 150;
export const MAX_MEAN_GAP_MS = 120;
// Nobody types faster than this on average; a slower run must be as even as a machine's.
export const FASTEST_TYPIST_MEAN_MS = 70;
export const MAX_SPREAD_MS = 60;
// What comes this soon after a run that broke off may be its other half.
export const RECOVERY_MS = 1000;
// The same code again this soon after its last reading is one scan: a trigger that bounced or was held.
export const DOUBLED_MS = 1500;
// Fewer characters are a person at the keys: no label, card or wristband is that short.
export const SHORTEST_TEXT = 4;
export const LONGEST_TEXT = 80; // as identify() of the server has it
const LATE_TIMER_MS = 20; // a timer this late shared its wait with the keys: let them in first

export const CARDS = [
  "CARDLEFT", "CARDRIGHT", "CARDCONFIRM", "CARDUNDO", "CARDPRINT", "CARDSINGLE", "CARDALL",
  "CARDCHECK", "CARDREPRINT", "CARDEXCUSE", "CARDCLOSE", "CARDDISPATCH", "CARDYES", "CARDNO", "CARDNA", "CARDZERO", "CARDONE",
  "CARDTWO", "CARDTHREE", "CARDFOUR", "CARDFIVE", "CARDSIX", "CARDSEVEN", "CARDEIGHT", "CARDNINE",
  "CARDPOINT", "CARDDRYTAP", "CARDINSUFFICIENT", "CARDCLOTTED", "CARDELSEWHERE", "CARDUNNEEDED",
  "CARDCONDITION", "CARDBROKEN", "CARDABORTED", "CARDDECISION", "CARDBIOPSYFAILED",
  "CARDWITHOUTBIOPSY", "CARDREJECTEX", "CARDREJECTQS", "CARDREJECTRA", "CARDREJECTRB", "CARDREJECTRC",
  "CARDREJECTRD", "CARDREJECTRE", "CARDREJECTRH", "CARDREJECTRI", "CARDREJECTRM", "CARDREJECTRN",
  "CARDREJECTRP", "CARDREJECTRR", "CARDREJECTRS", "CARDREJECTSIDE", "CARDREJECTVESSEL",
];

// ---- The grammar: what a text may be. Agrees with station/domain/identifiers, which judges in the end.

/** The text without frame, AIM prefix (`]C1`) and the gaps of a grouped specimen id; upper case. */
export function canonical(text) {
  const bare = text.trim().replace(/^\][A-Za-z][0-9A-Za-z]/, "").toUpperCase();
  return /^[0-9]{5} [0-9]{6} [0-9] [0-9]{2}$/.test(bare) ? bare.replaceAll(" ", "") : bare;
}

/** Whether the text is a specimen id: 14 digits, parts in range, ISO 7064 MOD 97-10 right. */
export function isSpecimen(text) {
  const parts = /^([0-9]{5})([0-9]{6})[012][0-9]{2}$/.exec(text);
  if (parts === null) return false;
  const stream = Number(parts[1]);
  return stream >= 1 && stream <= 98999 && Number(parts[2]) >= 1 && checkDigits(text.slice(0, 12)) === text.slice(12);
}

/** The two check digits of 12 digits. Twelve digits times 100 stay below 2^53: exact. */
export function checkDigits(body) {
  return String(98 - ((Number(body) * 100) % 97)).padStart(2, "0");
}

/** Whether the text checks itself: nothing of it can be missing or wrong unnoticed. */
export function isChecked(text) {
  return isSpecimen(text) || CARDS.includes(text);
}

/** Whether the text may be a laboratory's id or a wristband: no check of its own, the server knows it. */
export function isPlain(text) {
  const size = text.length >= SHORTEST_TEXT && text.length <= LONGEST_TEXT;
  return size && /^[ -~\x1d]*[0-9][ -~\x1d]*$/.test(text) && !/^([0-9]{14}|CARD.*)$/.test(text);
}

// ---- The layout: what a key says on this computer, and what it says on the US layout of most readers.

const US = usLayout();

function usLayout() {
  const rows = [
    ["Backquote", "`~"], ["Minus", "-_"], ["Equal", "=+"], ["BracketLeft", "[{"], ["BracketRight", "]}"],
    ["Backslash", "\\|"], ["Semicolon", ";:"], ["Quote", "'\""], ["Comma", ",<"], ["Period", ".>"],
    ["Slash", "/?"], ["Space", "  "], ["NumpadSubtract", "--"], ["NumpadAdd", "++"],
    ["NumpadDecimal", ".."], ["NumpadDivide", "//"], ["NumpadMultiply", "**"],
  ];
  [...")!@#$%^&*("].forEach((shifted, n) => rows.push([`Digit${n}`, n + shifted], [`Numpad${n}`, `${n}${n}`]));
  [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].forEach((letter) => rows.push([`Key${letter}`, letter.toLowerCase() + letter]));
  return new Map(rows);
}

const NO_CHARACTER = "\ufffd"; // a dead key, or one without a place on the US layout
const UNREADABLE = { typed: NO_CHARACTER, us: NO_CHARACTER };
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock"]);
const GS = "\x1d"; // between the parts of a GS1 code; readers send it as Ctrl+]
// What ids are made of. Only this decides when the two readings of a layout differ.
const IN_IDS = /^[A-Z0-9 ,.\x1d-]*$/;

/** Both readings of a key down, {typed, us}, or null when it writes nothing. */
export function characters(key) {
  if (MODIFIERS.has(key.key)) return null;
  if (key.command) return key.code === "BracketRight" ? { typed: GS, us: GS } : UNREADABLE;
  const us = key.altGraph ? NO_CHARACTER : (US.get(key.code)?.[key.shift ? 1 : 0] ?? NO_CHARACTER);
  if (key.key.length === 1) return { typed: key.key, us };
  const silent = ["Dead", "Process", "Unidentified"].includes(key.key);
  return silent || us !== NO_CHARACTER ? { typed: NO_CHARACTER, us } : null;
}

/** The one text that the keys can mean: {text} or {refused: "check" | "form" | "layout"}. */
export function readings(keys) {
  const reading = (name) => canonical(keys.map((key) => key[name]).join(""));
  const texts = [...new Set([reading("typed"), reading("us")])];
  const checked = texts.filter(isChecked);
  if (checked.length === 1) return { text: checked[0] };
  if (texts.some((text) => /^[0-9]{14}$/.test(text))) return { refused: "check" };
  const plain = texts.filter(isPlain);
  if (plain.length === 0) return { refused: "form" };
  const sure = texts.length === 1 ? plain : plain.filter((text) => IN_IDS.test(text));
  return sure.length === 1 ? { text: sure[0] } : { refused: "layout" };
}

// ---- A run of keys: what follows one another within MAX_GAP_MS.

/** Whether the times (ms) of two keys or more are a reader's: fast, and where a person could be as fast, even. */
export function isReaderPace(times) {
  const gaps = times.slice(1).map((at, i) => at - times[i]);
  const mean = (times.at(-1) - times[0]) / gaps.length;
  const longest = Math.max(...gaps);
  if (longest > MAX_GAP_MS || mean > MAX_MEAN_GAP_MS) return false;
  return mean <= FASTEST_TYPIST_MEAN_MS || longest - Math.min(...gaps) <= MAX_SPREAD_MS;
}

/** The state before any key, when listening begins: the rest of a scan may be on its way. */
export function start(at) {
  return {
    keys: [], // the run: {typed, us, at}
    doubt: at + MAX_GAP_MS, // a run that begins before this may be a rest
    last: null, // the last scan, {text, at}
  };
}

/**
 * A key down {key, code, shift, command, altGraph, at}: {state, swallow, outcomes}.
 *
 * `swallow` keeps the key from the page. An outcome is {text, at}, {doubled, at} or {refused, at}.
 */
export function press(state, key) {
  const late = state.keys.length > 0 && key.at - state.keys.at(-1).at > MAX_GAP_MS;
  const before = late ? silence(state) : { state, outcomes: [] };
  const after = next(before.state, key);
  return { ...after, outcomes: [...before.outcomes, ...after.outcomes] };
}

function next(state, key) {
  const running = state.keys.length > 0;
  if (isTerminator(key, running)) {
    const swallow = key.key !== "Tab" || running || key.at <= state.doubt;
    return { ...end(state, key.at), swallow };
  }
  const written = key.command && !running ? null : characters(key);
  if (written === null) return { state, swallow: false, outcomes: [] };
  const keys = [...state.keys, { ...written, at: key.at }];
  return { state: { ...state, keys }, swallow: true, outcomes: [] };
}

// Ctrl+J and Ctrl+M are how readers with control characters switched on send LF and CR.
function isTerminator(key, running) {
  if (key.command) return running && (key.code === "KeyJ" || key.code === "KeyM");
  return key.key === "Enter" || key.key === "Tab";
}

/** No key came for MAX_GAP_MS: {state, outcomes}. Only a text that checks itself is whole now. */
export function silence(state) {
  return end(state, null);
}

function end(state, terminatedAt) {
  const { keys } = state;
  const doubted = keys.length > 0 && keys[0].at <= state.doubt;
  const outcome = keys.length < SHORTEST_TEXT ? null : judge(state, doubted, terminatedAt);
  const scanned = outcome?.text ?? outcome?.doubled;
  const broken = terminatedAt === null && scanned === undefined;
  return {
    state: {
      keys: [],
      doubt: broken ? keys.at(-1).at + RECOVERY_MS : -Infinity,
      last: scanned === undefined ? state.last : { text: scanned, at: outcome.at },
    },
    outcomes: outcome === null ? [] : [outcome],
  };
}

function judge({ keys, last }, doubted, terminatedAt) {
  const times = keys.map((key) => key.at);
  const at = terminatedAt ?? times.at(-1);
  if (!isReaderPace(terminatedAt === null ? times : [...times, at])) return { refused: "typed", at };
  const { text, refused } = readings(keys);
  if (doubted || (terminatedAt === null && !isChecked(text))) return { refused: "cut", at };
  if (refused !== undefined) return { refused, at };
  const again = last !== null && last.text === text && times[0] - last.at <= DOUBLED_MS;
  return again ? { doubled: text, at } : { text, at };
}

// ---- The page.

/**
 * Calls onScan({text, at}) for each scan until the function that it returns is called.
 *
 * `at` is the moment of the last key, ISO 8601 in UTC. onDoubled({text, at}) hears of a scan that was
 * the last one again, onRefused({why, at}) of keys at a reader's pace that were no whole code: why is
 * "cut", "check", "form", "layout" or "typed". While listening, no plain key writes, clicks or
 * scrolls anything; Ctrl+Enter clicks instead, and Tab moves the focus between scans.
 */
export function listen(onScan, { onDoubled = () => {}, onRefused = () => {} } = {}) {
  let state = start(performance.now());
  let timer;
  let due;

  function tell({ text, doubled, refused, at }) {
    const moment = new Date(Date.now() - (performance.now() - at)).toISOString();
    if (text !== undefined) onScan({ text, at: moment });
    else if (doubled !== undefined) onDoubled({ text: doubled, at: moment });
    else onRefused({ why: refused, at: moment });
  }

  function become({ state: following, outcomes }) {
    state = following;
    clearTimeout(timer);
    if (state.keys.length > 0) awaitSilence();
    outcomes.forEach(tell);
  }

  function awaitSilence() {
    due = performance.now() + MAX_GAP_MS;
    timer = setTimeout(onSilence, MAX_GAP_MS);
  }

  function onSilence() {
    if (performance.now() - due > LATE_TIMER_MS) awaitSilence();
    else become(silence(state));
  }

  function onKeyDown(event) {
    const altGraph = event.getModifierState("AltGraph");
    const command = !altGraph && (event.ctrlKey || event.altKey || event.metaKey);
    const { key, code, shiftKey: shift, timeStamp: at } = event;
    const pressed = press(state, { key, code, shift, command, altGraph, at });
    if (pressed.swallow) swallow(event);
    if (event.repeat) return;
    if (isClick(event) && state.keys.length === 0) document.activeElement.click();
    become(pressed);
  }

  // Some browsers click on the release of the space bar.
  function onKeyUp(event) {
    if (event.key === " " || event.key === "Enter") swallow(event);
  }

  // A window that gets the keyboard in the middle of a scan sees its rest only.
  function onFocus() {
    become({ state: { ...start(performance.now()), last: state.last }, outcomes: [] });
  }

  document.addEventListener("keydown", onKeyDown, { capture: true });
  document.addEventListener("keyup", onKeyUp, { capture: true });
  window.addEventListener("focus", onFocus);
  return function stop() {
    clearTimeout(timer);
    document.removeEventListener("keydown", onKeyDown, { capture: true });
    document.removeEventListener("keyup", onKeyUp, { capture: true });
    window.removeEventListener("focus", onFocus);
  };
}

// For people without a mouse; no reader sends it.
function isClick(event) {
  return event.key === "Enter" && event.ctrlKey;
}

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}
