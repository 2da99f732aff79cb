// deno-lint-ignore-file
process.on(
  "uncaughtException",
  (error, origin) => console.log("uncaught", error.message, origin),
);
process.on(
  "unhandledRejection",
  (reason, promise) =>
    console.log("unhandled", reason.message, promise instanceof Promise),
);
setTimeout(() => {
  throw new Error("from a timer");
}, 10);
setTimeout(() => {
  Promise.reject(new Error("rejected"));
}, 30);
setTimeout(() => console.log("still here"), 60);
process.on("exit", (code) => console.log("exit", code));
throw new Error("from the program");
