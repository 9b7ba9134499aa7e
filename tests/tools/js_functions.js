// Every function of JavaScript files, by the TypeScript compiler's syntax tree; found through NODE_PATH.
// Standard input: a JSON object of source texts by name; output: a JSON list of [file, function, line, lines].
"use strict";
const { readFileSync } = require("node:fs");
const ts = require("typescript");

function functions(file, text) {
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
    const found = [];
    const lineOf = (position) => source.getLineAndCharacterOfPosition(position).line + 1;
    const visit = (node) => {
        if (ts.isFunctionLike(node) && node.body) {
            const first = lineOf(node.getStart(source));
            found.push([file, nameOf(node, source), first, lineOf(node.end) - first + 1]);
        }
        ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
}

// A function without a name of its own has the one of what holds it, if any.
function nameOf(node, source) {
    const holder = node.name ? node : node.parent;
    return ts.isConstructorDeclaration(node) ? "constructor" : (holder.name?.getText(source) ?? "");
}

const sources = JSON.parse(readFileSync(0, "utf8"));
const all = Object.entries(sources).flatMap(([file, text]) => functions(file, text));
process.stdout.write(JSON.stringify(all));
