// deno-lint-ignore-file
const rl = require("readline").createInterface({
  input: process.stdin,
  output: process.stdout,
});
rl.question("a? ", (a) => {
  rl.question("b? ", (b) => {
    console.log("\ngot", a, b);
    rl.close();
  });
});
rl.on("close", () => console.log("bye"));
