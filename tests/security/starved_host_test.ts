/**
 * Guests that try to keep their host from its own work: they take its time and its memory, and cause it errors.
 */
import "../_ask_worker_options.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  createPool,
  createSandbox,
  type Isolation,
  run,
  type RunResult,
  SandboxError,
} from "../../mod.ts";
import { parseFromGuest } from "../../core/parse_from_guest.ts";
import { controls } from "../level.ts";
import { assertEnded, ISOLATIONS } from "./_guest.ts";
import { openHostile, type Threads } from "./_hostile.ts";
import { Weakened } from "./_without.ts";

/** A million names: parsing them would take a second, and twenty times the memory of the text. */
const MANY_PARTS =
  "const data = {}; for (let i = 0; i < 5e5; i++) data['k' + i] = 'x'; const many = { type: 'display', run, data };";

for (const isolation of ISOLATIONS) {
  Deno.test(`messages of a million parts do not outlast the deadline (${isolation})`, async () => {
    await using sandbox = await openHostile(isolation, {
      run: `${MANY_PARTS} for (;;) await tell(many);`,
    }, { timeoutMs: 1_000 });
    const result = await sandbox.run("1");
    assertEnded(result, ["timeout", "crashed"]);
    // Without the wall it takes more than ten times as long.
    assert(result.usage.wallMs < 6_000, `${result.usage.wallMs}`);
  });

  Deno.test(`endless host requests without a read of the responses end the worker (${isolation})`, async () => {
    await using sandbox = await openHostile(isolation, {
      run:
        "for (let i = 1;; i++) await tell({ type: 'request', run, id: i, service: 'stdin', body: '' });",
    }, { timeoutMs: 10_000 });
    const result = await sandbox.run("1");
    assert(result.status === "crashed", result.status);
    assert(/without reading the responses/.test(result.reason), result.reason);
  });
}

/** An invalid request gets no response, so only the number of requests is bounded. */
const FLOOD =
  "const body = 'x'.repeat(3e6); for (;;) await tell({ type: 'request', run, id: -1, service: 'stdin', body });";

/** Counts how often a host timer fires during the flood, and returns the result. */
async function flood(
  isolation: Isolation,
  threads?: Threads,
): Promise<{ turns: number; result: RunResult }> {
  await using sandbox = await openHostile(
    isolation,
    { run: FLOOD },
    {},
    threads,
  );
  let turns = 0;
  const timer = setInterval(() => turns++, 50);
  const result = await sandbox.run("1", { limits: { timeoutMs: 3_000 } });
  clearInterval(timer);
  return { turns, result };
}

for (const isolation of ISOLATIONS) {
  Deno.test(`a flood of long messages leaves the host time for its other work (${isolation})`, async () => {
    const { turns, result } = await flood(isolation);
    assertEnded(result, ["timeout", "crashed"]);
    // If the worker is ended early, there is time for few turns.
    if (result.status === "timeout") assert(turns >= 5, `${turns}`);
  });
}

controls.test("control: a broker that does not wait for acknowledgements leaves the host no time", async () => {
  await using weakened = await Weakened.make([{
    file: "sandbox/thread/broker_outbox.js",
    wall: "const WINDOW_CHARS = 2 ** 18;",
    instead: "const WINDOW_CHARS = Infinity;",
  }]);
  // The same module, without the wall.
  const threads = await weakened.module(
    "sandbox/thread/brokered_link.ts",
  ) as Threads;
  const { turns } = await flood("thread", threads);
  assert(turns < 5, `${turns}`);
});

Deno.test("a message of a million parts is refused", () => {
  const parts = (count: number): string =>
    JSON.stringify({
      type: "output",
      run: 1,
      fd: 1,
      text: '\\"[],{}'.repeat(1e5),
      more: Array.from({ length: count }, () => []),
    });
  for (const more of ["", "[", '"', '\\"', '"\\'.repeat(1e5)]) {
    assertEquals(parseFromGuest(more, 1e8), undefined);
  }
  assertEquals(parseFromGuest(parts(1e6), 1e8), undefined);
  // Control: the parts are counted outside of strings.
  const heard = parseFromGuest(parts(100), 1e8);
  assert(heard?.type === "output");
  assertEquals(heard.text.length, 7e5);
});

Deno.test("a callback for displays that throws is the caller's error, and does not end the process", async () => {
  for (const isolation of ISOLATIONS) {
    const running = run("display({ 'text/plain': 'shown' }); for (;;);", {
      language: "javascript",
      isolation,
      limits: { timeoutMs: 20_000 },
      onDisplay(): void {
        throw new Error("a host error");
      },
    });
    await assertRejects(() => running, Error, "a host error");
  }
});

Deno.test("requests that a pool with mounts refuses do not end the process", async () => {
  const host = await Deno.makeTempDir();
  try {
    await using pool = await createPool({
      language: "javascript",
      size: 1,
      maxSandboxes: 1,
      maxWaiting: 0,
      mounts: [{ host, guest: "/data" }],
    });
    await pool.ready();
    await using held = await pool.acquire();
    const codes = await Promise.all([
      pool.run("1"),
      pool.acquire(),
      pool.run("1", { signal: AbortSignal.abort() }),
    ].map((refused) => refused.then(() => "served", codeOf)));
    assertEquals(codes, ["POOL_FULL", "POOL_FULL", "ABORTED"]);
    // Control: the admitted request is served.
    const result = await held.run("6 * 7");
    assert(result.status === "ok" && result.value === 42);
  } finally {
    await Deno.remove(host, { recursive: true });
  }
});

function codeOf(error: unknown): string {
  return error instanceof SandboxError ? error.code : String(error);
}

Deno.test("truncated files of an overlay take no host memory", async () => {
  const host = await Deno.makeTempDir();
  const files = 16;
  const MB = 1e6;
  try {
    await using sandbox = await createSandbox({
      language: "javascript",
      mounts: [{ host, guest: "/data", mode: "overlay" }],
      limits: { fileBytes: 20 * MB },
    });
    const before = Deno.memoryUsage().rss;
    const result = await sandbox.run(`
import fs from "node:fs";
for (let i = 0; i < ${files}; i++) {
  fs.writeFileSync("/data/" + i, "");
  fs.truncateSync("/data/" + i, ${18 * MB});
  fs.truncateSync("/data/" + i, 0);
}
fs.readdirSync("/data").length`);
    assert(result.status === "ok", Deno.inspect(result));
    assertEquals(result.value, files);
    const grown = Deno.memoryUsage().rss - before;
    assert(grown < files * 18 * MB / 2, `${grown}`);
  } finally {
    await Deno.remove(host, { recursive: true });
  }
});
