// Renders ZPL labels to PNG with zpl-renderer-js, found through NODE_PATH.
// Standard input: a JSON list of {zpl, width_mm, height_mm, dpmm}; output: a JSON list of base64.
"use strict";
const { readFileSync } = require("node:fs");
const { ready } = require("zpl-renderer-js");

async function main() {
    const { api } = await ready;
    const pictures = [];
    for (const label of JSON.parse(readFileSync(0, "utf8"))) {
        pictures.push(
            await api.zplToBase64Async(label.zpl, label.width_mm, label.height_mm, label.dpmm),
        );
    }
    process.stdout.write(JSON.stringify(pictures), () => process.exit(0));
}

main();
