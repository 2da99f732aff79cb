/**
 * Sandboxes whose worker, or whose whole child process, belongs to the attacker.
 *
 * @module
 */
import { quickjs } from "../../engines/quickjs/engine.ts";
import "../_ask_worker_options.ts";
import { resolveSandboxOptions } from "../../core/resolve_options.ts";
import type { Engine } from "../../engines/engine.ts";
import { SHARED_MODULES } from "../../engines/worker/shared_modules.ts";
import type { Isolation, Limits } from "../../mod.ts";
import * as broker from "../../sandbox/thread/brokered_link.ts";
import { linkChild } from "../../sandbox/process/process_link.ts";
import { Sandbox } from "../../sandbox/sandbox.ts";
import {
  openGuest,
  type StartPlan,
  startWorker,
} from "../../sandbox/start/start_worker.ts";

/** Small enough for a flood to reach the limits. */
const LIMITS: Partial<Limits> = {
  outputBytes: 1000,
  valueBytes: 1000,
  callBytes: 1000,
  displayBytes: 1000,
  fileBytes: 1e6,
  maxFiles: 100,
  startTimeoutMs: 15_000,
};

/** The attacker's JavaScript, in place of an engine. */
export interface Hostile {
  /**
   * Runs instead of the start. In scope are `tell(value)`, which sends text to the host as an engine does, and `ready()`
   * and `opened()`, which send the expected messages; if it is absent, the start is as expected.
   */
  readonly start?: string;
  /** Runs when the host sends code; `run` is its number, and `done()` reports that it ended. */
  readonly run?: string;
  /** Runs on a guest file request: `request`, which `answer({...})` answers; by default there is no response. */
  readonly file?: string;
}

/** Starts workers in threads, and releases them. */
export type Threads = Pick<
  typeof import("../../sandbox/thread/brokered_link.ts"),
  "startThread" | "releaseThread"
>;

/** Opens a sandbox that is hostile from its first message on. @throws {SandboxError} If the start fails */
export async function openHostile(
  isolation: Isolation,
  hostile: Hostile,
  limits: Partial<Limits> = {},
  { startThread, releaseThread }: Threads = broker,
): Promise<Sandbox> {
  const options = resolveSandboxOptions({
    language: "javascript",
    limits: { ...LIMITS, ...limits },
  });
  const isThread = isolation === "thread";
  const plan: StartPlan = {
    engine: fakeEngine(workerSource(hostile)),
    isolation,
    workers: {
      start: isThread
        ? startThread
        : (it) => linkChild(spawnFake(childSource(hostile)), it),
      release: isThread ? releaseThread : (link) => link.kill(),
      buildSnapshot: () => Promise.reject(new Error("There is no snapshot")),
      maxStackBytes: Infinity,
    },
    patienceMs: 5_000,
  };
  const link = await startWorker(plan, options);
  await openGuest(link, plan, options);
  return new Sandbox({
    link,
    services: { services: {}, close: () => Promise.resolve() },
    isolation,
    endsPrograms: plan.engine.endsPrograms,
    options,
    startMs: 1,
    oneShot: false,
    release: plan.workers.release,
  });
}

/** An engine whose worker has this source, with the modules that all workers share. */
function fakeEngine(source: string): Engine {
  return {
    name: "quickjs",
    languages: ["javascript"],
    version: "0",
    packages: [],
    ...(quickjs.wasm !== undefined && { wasm: quickjs.wasm }),
    ...(quickjs.wasmModule && { wasmModule: quickjs.wasmModule }),
    reusable: true,
    endsPrograms: false,
    rehearses: false,
    polls: false,
    heapMiB: 192,
    sources: {},
    worker: () => ({ source, imports: SHARED_MODULES }),
  };
}

const IN_ORDER = "await ready();";

/** Sends the expected messages through `tell`, which the worker defines. */
const WORDS = `
const text = (value) => typeof value === "string" ? value : JSON.stringify(value);
let run = 0;
const ready = () => tell({ type: "ready" });
const ask = (of) => tell({ type: "request", run: of, id: 1, service: "stdin", body: "" });
const opened = () => tell({ type: "opened" });
const done = (more = {}) => tell({ type: "done", run, status: "ok", value: '"fine"', cut: [], ...more });
`;

function workerSource(
  { start = IN_ORDER, run = "done();", file = "" }: Hostile,
): string {
  return `
import { begin } from "../worker/channel.js";
import { listen } from "../worker/mailbox_reader.js";
import { holdLock, post } from "../worker/originals.js";
const tell = (value) => post(text(value));
${WORDS}
begin(async ({ lock, mailbox }) => {
  await holdLock(lock);
  ${start}
  for (;;) {
    const message = listen(mailbox);
    if (message.type === "exit") return;
    if (message.type === "open") opened();
    if (message.type === "close") ready();
    if (message.type === "fileRequest") {
      const { request } = message;
      const answer = (more) => tell({ type: "fileResponse", id: message.id, ...more });
      ${file}
    }
    if (message.type !== "run") continue;
    run = message.run;
    ${run}
  }
});`;
}

function childSource(
  { start = IN_ORDER, run = "await done();", file = "" }: Hostile,
): string {
  return `
import { frame, FrameReader } from ${
    JSON.stringify(import.meta.resolve("../../core/frames.ts"))
  };
import { unpackCommand } from ${
    JSON.stringify(
      import.meta.resolve("../../sandbox/process/child_protocol.ts"),
    )
  };
const [GUEST, SUPERVISOR] = [3, 4];
let token = new Uint8Array(16);
async function raw(bytes) {
  for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
}
function send(kind, payload, by = token) {
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const body = new Uint8Array(by.length + bytes.length);
  body.set(by);
  body.set(bytes, by.length);
  return raw(frame(kind, body));
}
const tell = (value) => send(GUEST, text(value));
const report = (value) => send(SUPERVISOR, text(value));
${WORDS}
const reader = new FrameReader(2 ** 30);
const buffer = new Uint8Array(2 ** 16);
for (;;) {
  const read = await Deno.stdin.read(buffer);
  if (read === null) Deno.exit(0);
  for (const bytes of reader.push(buffer.subarray(0, read))) {
    const { type, token: digits, message } = unpackCommand(bytes.subarray(1)).command;
    if (type === "init") {
      token = Uint8Array.fromHex(digits);
      ${start}
    }
    if (message?.type === "open") await opened();
    if (message?.type === "fileRequest") {
      const { request } = message;
      const answer = (more) => tell({ type: "fileResponse", id: message.id, ...more });
      ${file}
    }
    if (message?.type !== "run") continue;
    run = message.run;
    ${run}
  }
}`;
}

function spawnFake(source: string): Deno.ChildProcess {
  const url = `data:text/javascript,${encodeURIComponent(source)}`;
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-config", "--no-lock", url],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}
