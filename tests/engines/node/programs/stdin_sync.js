// deno-lint-ignore-file
const fs = require("fs");
const text = fs.readFileSync(0, "utf8");
console.log(
  text.split("\n").filter(Boolean).map((l) => l.toUpperCase()),
  fs.readFileSync(0).length,
  process.stdin.fd,
  process.stdin.isTTY === true,
);
fs.writeSync(1, "written\n");
fs.writeFileSync("/dev/stdout", "device\n");
fs.writeFileSync(1, "number\n");
