// deno-lint-ignore-file
console.log("start");
setTimeout(() => console.log("timeout 0"), 0);
setTimeout(() => console.log("timeout 10"), 10);
setImmediate(() => console.log("immediate"));
process.nextTick(() => {
  console.log("tick 1");
  process.nextTick(() => console.log("tick 3"));
});
Promise.resolve().then(() => {
  console.log("promise 1");
  process.nextTick(() => console.log("tick after promise"));
}).then(() => console.log("promise 2"));
queueMicrotask(() => console.log("microtask"));
process.nextTick((a, b) => console.log("tick 2", a, b), 1, 2);
const timer = setTimeout(() => console.log("never"), 5);
clearTimeout(timer);
const idle = setInterval(() => console.log("unref"), 1000);
idle.unref();
console.log(idle.hasRef(), typeof timer[Symbol.toPrimitive]());
let n = 0;
const interval = setInterval(() => {
  console.log("interval", ++n);
  if (n < 3) return;
  clearInterval(interval);
  // Not beside the interval, whose order a busy machine would decide.
  sleep(20, "value").then((v) => console.log("slept", v))
    .then(() => require("util").promisify(setTimeout)(20))
    .then(() => console.log("promisified"));
}, 20);
const im = setImmediate(() => console.log("not this"));
clearImmediate(im);
(async () => {
  console.log("async start");
  await null;
  console.log("async end");
})();
const { setTimeout: sleep } = require("timers/promises");
console.log("end");
