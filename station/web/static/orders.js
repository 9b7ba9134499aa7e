// The list of orders: a scan opens, and the bedside of the place is shown.

import { page, start } from "./scanpage.js";

start(
  ({ text, at }) => ["/api/scan", { text, at, place: page.name, source: "reader", open: true }],
  (answer) => {
    if (answer.accepted) location.assign(`/bedside/${encodeURIComponent(page.name)}`);
  },
);
