// deno-lint-ignore-file
(async () => {
  let n = 0;
  for await (const chunk of process.stdin) n += chunk.length;
  console.log("bytes", n);
  const { text } = require("stream/consumers");
  console.log(await text(require("stream").Readable.from(["a", "b"])));
})();
