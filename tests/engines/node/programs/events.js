// deno-lint-ignore-file
const EventEmitter = require("node:events");
const { once, on } = EventEmitter;
class Bus extends EventEmitter {
  constructor() {
    super();
    this.log = [];
  }
}
const bus = new Bus();
bus.prependListener("a", () => console.log("prepended"));
bus.on("a", function (x) {
  console.log(this === bus, x);
});
bus.prependListener("a", () => console.log("first"));
bus.once("a", () => console.log("once"));
console.log(bus.emit("a", 1), bus.emit("a", 2), bus.emit("none"));
const f = () => {};
bus.on("b", f).on("b", f);
bus.off("b", f);
console.log(
  bus.listenerCount("b"),
  bus.listeners("b")[0] === f,
  bus.eventNames(),
);
bus.on("newListener", (name) => console.log("new", name));
bus.on("c", f);
bus.removeAllListeners("c");
bus.removeAllListeners();
console.log(
  bus.listenerCount("a"),
  bus.getMaxListeners(),
  bus.setMaxListeners(3) === bus,
);
try {
  bus.on("x", 5);
} catch (e) {
  console.log(e.code, e.message);
}
try {
  bus.emit("error", { a: 1 });
} catch (e) {
  console.log(e.code);
}
(async () => {
  setTimeout(() => bus.emit("ready", 1, 2), 1);
  console.log(await once(bus, "ready"));
  setTimeout(() => bus.emit("error", new Error("bad")), 1);
  try {
    await once(bus, "ready");
  } catch (e) {
    console.log(e.message);
  }
  setTimeout(() => {
    for (let i = 0; i < 3; i++) bus.emit("item", i);
  }, 1);
  for await (const [i] of on(bus, "item")) {
    console.log("item", i);
    if (i === 2) break;
  }
  console.log(bus.listenerCount("item"));
})();
