#!/usr/bin/env node
// deno-lint-ignore-file
"use strict";
const fs = require("fs");
const path = require("path");
const { EventEmitter } = require("events");
const util = require("util");
class TodoStore extends EventEmitter {
  constructor(file) {
    super();
    this.file = file;
    this.items = this.load();
  }
  load() {
    try {
      return JSON.parse(fs.readFileSync(this.file, "utf-8"));
    } catch (err) {
      if (err.code !== "ENOENT") throw err;
      return [];
    }
  }
  save() {
    fs.writeFileSync(this.file, JSON.stringify(this.items, null, 2));
    this.emit("saved", this.items.length);
  }
  add(text) {
    const item = { id: this.items.length + 1, text, done: false };
    this.items.push(item);
    this.save();
    return item;
  }
}
const store = new TodoStore(
  path.join(
    __dirname === "/work" ? "/work" : require("os").tmpdir(),
    "todo.json",
  ),
);
store.on("saved", (n) => console.log(`saved ${n}`));
store.add("milk");
store.add("bread");
console.log(
  util.inspect(store.items, { depth: 1, compact: true, breakLength: Infinity }),
);
console.table([{ a: 1 }].length);
fs.unlinkSync(store.file);
function main(argv) {
  const [cmd = "help", ...rest] = argv;
  switch (cmd) {
    case "help":
      console.log("usage: todo <cmd>");
      break;
    default:
      console.error("unknown", cmd, rest);
      process.exitCode = 2;
  }
}
if (require.main === module) main(process.argv.slice(2));
module.exports = { TodoStore };
process.on("exit", (c) => console.log("exit code", c));
