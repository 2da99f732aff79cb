// deno-lint-ignore-file
console.log(
  process.argv.length >= 2,
  typeof process.argv[0],
  process.argv.slice(2),
  process.platform,
  typeof process.pid,
  process.version.startsWith("v"),
  typeof process.versions.node,
);
console.log(process.env.NOPE, typeof process.uptime(), process.uptime() >= 0);
process.env.NUM = 5;
console.log(process.env.NUM === "5", delete process.env.NUM, process.env.NUM);
const [s, ns] = process.hrtime();
console.log(
  typeof s,
  typeof ns,
  process.hrtime.bigint() > 0n,
  process.hrtime([s, ns]).length,
);
const m = process.memoryUsage();
console.log(Object.keys(m), m.heapUsed > 0, typeof process.cpuUsage().user);
console.log(
  process.stdout.write("a"),
  process.stdout.write("b\n"),
  process.stdout.isTTY === true,
  process.stdout.fd,
);
process.stdout.write("with callback\n", () => console.log("written"));
console.log(
  typeof process.cwd(),
  process.title.length > 0,
  typeof process.exit,
  process.exitCode,
  process.release.name,
  typeof process.nextTick,
  Object.prototype.toString.call(process),
);
process.on("exit", (code) => console.log("exit", code));
process.once("custom", (v) => console.log("custom", v));
process.emit("custom", 1);
console.log(
  require("os").EOL === "\n",
  require("os").tmpdir(),
  typeof require("os").cpus().length,
  require("path").sep,
  `${require("os").platform}`,
);
console.log(
  require("process") === process,
  require("node:timers").setTimeout === setTimeout,
  require("perf_hooks").performance === performance,
  require("console").log === console.log,
  global === globalThis,
  require("buffer").Buffer === Buffer,
);
