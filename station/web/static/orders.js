// The list of orders: a scan opens, and the bedside of the place is shown.

import { page } from "./page.js";
import { start } from "./scanpage.js";

start(
  ({ text, at }) => {
    const body = { text, at, place: page.name, source: "reader", open: true };
    return ["/api/scan", body];
  },
  (answer) => {
    if (answer.accepted) location.assign(`/bedside/${encodeURIComponent(page.name)}`);
  },
);
