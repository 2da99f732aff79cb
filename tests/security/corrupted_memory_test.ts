import { assert, assertEquals } from "@std/assert";
import { quickjs } from "../../engines/quickjs/engine.ts";
import {
  linkWorker,
  toBlobUrl,
  type WorkerModule,
} from "../../engines/worker/link.ts";
import { SHARED_MODULES } from "../../engines/worker/shared_modules.ts";
import { parseFromGuest } from "../../core/parse_from_guest.ts";
import { compileEngine } from "../../sandbox/thread/thread_worker.ts";
import { OPEN_MESSAGE } from "../_open_message.ts";
import { atLevel, controls } from "../level.ts";

/** Keeps the memories of all instances reachable, as a guest reaches its own after breaking its engine. */
const CAPTURE: WorkerModule = {
  source: `const { Memory: OwnMemory } = WebAssembly;
export const memories = [];
WebAssembly.Memory = class extends OwnMemory {
  constructor(options) { super(options); memories.push(this); }
};`,
};

/**
 * A worker that serves guests one after another, as QuickJS's does, and lets the test write to the memory of the first.
 * The test does directly what a guest could do only after breaking its engine.
 */
function serialWorker(body: string): WorkerModule {
  const worker = quickjs.worker("javascript").imports?.["./worker.js"];
  const imports = typeof worker === "object" ? worker.imports : {};
  return {
    source: `import { memories } from "capture";
import { Guest } from "./guest.js";
import { takeCompiled } from "../worker/compiled.js";
import { post } from "../worker/originals.js";
import { Output } from "../worker/output.js";
const OPEN = ${
      JSON.stringify({
        ...OPEN_MESSAGE,
        memoryBytes: 2 ** 25,
        stackBytes: 2 ** 17,
      })
    };
globalThis.onmessage = async ({ data: { sources, compiled } }) => {
  takeCompiled(compiled);
  const shared = { sources, mailbox: new SharedArrayBuffer(64), control: new Int32Array(new SharedArrayBuffer(64)), serial: true };
  let number = 0;
  const open = async (settings) => {
    const guest = await Guest.prepare(shared);
    guest.open({ ...OPEN, ...settings });
    return guest;
  };
  const run = (guest, code) => guest.run({ run: ++number, language: "javascript", code, filename: "main.js", outputBytes: 1000, valueBytes: 1000, repr: false }, new Output(number, 1000));
  const has = (memory, text) => new TextDecoder("latin1").decode(new Uint8Array(memory.buffer)).includes(text);
  ${body}
};`,
    imports: { ...SHARED_MODULES, ...imports, capture: CAPTURE },
  };
}

async function ask(body: string): Promise<unknown> {
  const compiled = await compileEngine(quickjs);
  const url = linkWorker(serialWorker(body), toBlobUrl);
  const worker = new Worker(url, {
    type: "module",
  });
  try {
    return await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        // Output of guests arrives as messages, too.
        if (parseFromGuest(data, 2 ** 20)?.type !== "output") resolve(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message));
      };
      worker.postMessage({ sources: quickjs.sources, compiled });
    });
  } finally {
    worker.terminate();
  }
}

/** Writes over a guest's memory. */
const PATTERNS = {
  "ones": "bytes.fill(0xff)",
  "zeros": "bytes.fill(0)",
  "one byte everywhere": "bytes.fill(0x41)",
  "noise":
    "for (let i = 0, x = 1; i < bytes.length; i++) bytes[i] = (x = Math.imul(x, 48271) % 2147483647)",
  "noise in its heap":
    "for (let i = bytes.length >> 1, x = 1; i < bytes.length; i++) bytes[i] = (x = Math.imul(x, 48271) % 2147483647)",
} as const;

for (const [[name, write], level] of atLevel(Object.entries(PATTERNS))) {
  Deno.test(
    `a guest whose memory is overwritten leaves the worker intact (${name})`,
    level,
    async () => {
      const said = await ask(`
      const first = await open({ env: { SECRET: "secret-of-the-first" } });
      const before = run(first, "globalThis.mark = 'secret-' + 'of-the-first'; mark");
      const bytes = new Uint8Array(memories.at(-1).buffer);
      ${write};
      let after;
      try { after = run(first, "1 + 1").status; } catch (error) { after = "thrown: " + error; }
      const second = await open({});
      const result = run(second, "[1 + 1, typeof mark, scriptArgs.length]");
      post(JSON.stringify([before.value, after, result.status, result.value, memories.length, has(memories.at(-1), "secret-of-the-first")]));`);
      const [before, after, status, value, instances, leaked] = JSON.parse(
        String(said),
      );
      assertEquals(before, '"secret-of-the-first"');
      assert(["ok", "crashed", "error", "memory"].includes(after), after);
      assertEquals([status, value], ["ok", '["l",2,"undefined",0]']);
      assertEquals([instances, leaked], [2, false]);
    },
  );
}

controls.test("control: the first guest's memory holds a text that the second's does not", async () => {
  const said = await ask(`
    const first = await open({ env: { SECRET: "secret-of-the-first" } });
    run(first, "1");
    await open({});
    post(memories.map((one) => has(one, "secret-of-the-first")).join());`);
  assertEquals(said, "true,false");
});

Deno.test("a guest that fills its stack within host functions leaves the worker intact", async () => {
  const said = await ask(`
    const first = await open({ stackBytes: 2 ** 20 });
    const calls = ["console.log('x')", "Math.random()", "crypto.randomUUID()", "performance.now()"];
    const ends = calls.map((call) => first.broken ? "ok" : run(first, "function deep() { " + call + "; [1].map(deep); } try { deep(); } catch {} 'end'").status);
    const second = await open({});
    const result = run(second, "let n = 0; function deep() { n++; deep(); } try { deep(); } catch {} n > 100");
    post(JSON.stringify([ends, first.broken, second.broken, result.status, result.value]));`);
  const [ends, broken, ...second] = JSON.parse(String(said));
  // Either the engine's own limit stops each call, or the guest is reported as lost.
  assert(ends.every((end: string) => end === "ok") || broken, String(said));
  assertEquals(second, [false, "ok", "true"]);
});
