// deno-lint-ignore-file
const rl = require("readline").createInterface({ input: process.stdin });
const lines = [];
rl.on("line", (l) => lines.push(l)).on("close", () => {
  console.log(lines.length, lines);
});
rl.setPrompt("> ");
rl.prompt();
