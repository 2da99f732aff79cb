// deno-lint-ignore-file
// typical interview / algorithm style + CLI
import readline from "node:readline";
import { performance } from "node:perf_hooks";
import assert from "node:assert/strict";
import {
  deprecate,
  format,
  inspect,
  parseArgs,
  promisify,
  TextEncoder as TE,
  types,
} from "node:util";
import EventEmitter, { once } from "node:events";
import { createHash, randomUUID, webcrypto } from "node:crypto";
import { Buffer } from "node:buffer";
import { setTimeout as sleep } from "node:timers/promises";
import querystring from "node:querystring";
import { StringDecoder } from "node:string_decoder";
import url, { URL as NodeURL } from "node:url";
import process, { argv, env, exit } from "node:process";
import os, { EOL } from "node:os";
import path, { join } from "node:path";
import fs, { promises as fsp } from "node:fs";
import { builtinModules, createRequire } from "node:module";
import timers from "node:timers";
import { pipeline, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import zlib from "node:zlib";
import http from "node:http";
import { isMainThread, Worker } from "node:worker_threads";
import { exec } from "node:child_process";
import { AsyncLocalStorage } from "node:async_hooks";
import dns from "node:dns";
import net from "node:net";
import tls from "node:tls";
import vm from "node:vm";
import v8 from "node:v8";
import cluster from "node:cluster";
import tty from "node:tty";
import dc from "node:diagnostics_channel";
import consoleModule from "node:console";
assert.equal(1, 1);
assert.throws(() => assert.equal(1, "1"));
console.log(
  typeof readline.createInterface,
  typeof performance.now(),
  format("%s", 1),
  EOL === "\n",
  join("a", "b"),
  typeof fsp.readFile,
  builtinModules.includes("fs"),
  isMainThread,
  typeof exec,
  NodeURL === URL,
);
await sleep(1);
console.log(
  await once(
    Object.assign(new EventEmitter(), { x: queueMicrotask(() => 0) }).once(
      "z",
      () => {},
    ) && (() => {
      const e = new EventEmitter();
      setTimeout(() => e.emit("y", 7), 1);
      return e;
    })(),
    "y",
  ),
);
const legacy = url.parse(
  "https://user:pw@example.com:8080/p/a?x=1&y=2#h",
  true,
);
console.log(
  legacy.host,
  legacy.query.x,
  legacy.pathname,
  legacy.hash,
  legacy.auth,
  url.resolve("http://a.com/b/c", "../d"),
  url.format({
    protocol: "http",
    host: "x.y",
    pathname: "/z",
    query: { q: 1 },
  }),
);
console.log(
  inspect(new URL("http://a.b/c")).split("\n").length > 3,
  querystring.stringify({ a: [1, 2] }),
  new TE().encode("é").length,
  new StringDecoder("base64").write(Buffer.from("abcd")),
);
console.log(
  [..."ab"].map((c) => createHash("sha1").update(c).digest("hex").slice(0, 6)),
  /^[0-9a-f-]{36}$/.test(randomUUID()),
  types.isUint8Array(Buffer.alloc(1)),
);
const { values, positionals } = parseArgs({
  args: ["--port", "80", "x", "-v"],
  options: {
    port: { type: "string" },
    verbose: { type: "boolean", short: "v" },
  },
  allowPositionals: true,
});
console.log({ ...values }, positionals);
class Stack extends Array {
  peek() {
    return this.at(-1);
  }
}
const st = Stack.from([1, 2]);
console.log(
  st,
  st.peek(),
  structuredClone({ a: new Date(0), b: new Map([[1, { c: 2 }]]) }),
);
console.log(
  await finished(Readable.from(["x"]).resume()),
  deprecate(() => 5, "old", "D1")(),
  os.homedir().length > 0,
);
process.exitCode = 0;
export default 1;
