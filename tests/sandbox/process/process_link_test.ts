import { assertEquals, assertMatch } from "@std/assert";
import type { FromGuest } from "../../../core/protocol.ts";
import { loadEngine } from "../../../engines/registry.ts";
import type {
  GuestLink,
  LinkOptions,
  Loss,
  Sample,
} from "../../../sandbox/link.ts";
import {
  type ChildInit,
  KIND,
  TOKEN_BYTES,
} from "../../../sandbox/process/child_protocol.ts";
import { linkChild } from "../../../sandbox/process/process_link.ts";
import { FakeChild } from "./_fake_child.ts";

const MiB = 2 ** 20;
const RESPONSE = { type: "response", id: 1, value: null } as const;
const EXIT = { success: false, code: 1, signal: null } as const;

/** A link to a fake child, which has read its first command, and what the link's listener heard. */
interface Linked {
  readonly link: GuestLink;
  readonly child: FakeChild;
  readonly init: ChildInit;
  readonly messages: FromGuest[];
  readonly samples: Sample[];
  readonly losses: Loss[];
  /** How many messages were none. */
  readonly noise: { count: number };
  /** Resolves with the first loss. */
  readonly lost: Promise<Loss>;
}

async function linked(changes: Partial<LinkOptions> = {}): Promise<Linked> {
  const child = new FakeChild();
  const messages: FromGuest[] = [];
  const samples: Sample[] = [];
  const losses: Loss[] = [];
  const noise = { count: 0 };
  const lost = Promise.withResolvers<Loss>();
  const link = linkChild(child.child, {
    engine: await loadEngine("quickjs"),
    language: "javascript",
    snapshot: undefined,
    mailboxBytes: MiB,
    maxMessageChars: 1_000,
    memoryBytes: 64 * MiB,
    listener: {
      message: (message) => void messages.push(message),
      sample: (sample) => void samples.push(sample),
      noise: () => void noise.count++,
      lost(loss): void {
        losses.push(loss);
        lost.resolve(loss);
      },
    },
    ...changes,
  });
  const { command } = await child.next();
  if (command?.type !== "init") throw new Error(`${command?.type}`);
  return {
    link,
    child,
    init: command,
    messages,
    samples,
    losses,
    noise,
    lost: lost.promise,
  };
}

Deno.test("ProcessLink begins with the limits, the sources and a token of its own", async () => {
  const engine = await loadEngine("quickjs");
  const tokens = new Set<string>();
  for (let count = 0; count < 2; count++) {
    const { link, init } = await linked({
      mailboxBytes: 5,
      maxMessageChars: 7,
    });
    const { token, memoryBytes, ...rest } = init;
    assertEquals(rest, {
      type: "init",
      mailboxBytes: 5,
      maxMessageChars: 7,
      guestBytes: 64 * MiB,
      polls: false,
      hasSnapshot: false,
      sources: { ...engine.sources },
    });
    // The interpreter needs memory of its own.
    assertEquals(memoryBytes > 64 * MiB && memoryBytes < 512 * MiB, true);
    assertMatch(token, new RegExp(`^[0-9a-f]{${2 * TOKEN_BYTES}}$`));
    tokens.add(token);
    await link.kill();
  }
  assertEquals(tokens.size, 2);
});

Deno.test("ProcessLink sends a snapshot as bytes, or the name of its file", async () => {
  const snapshot = new SharedArrayBuffer(5);
  new Uint8Array(snapshot).set([1, 2, 3, 4, 5]);
  const first = await linked({ snapshot: Promise.resolve(snapshot) });
  const sent = await first.child.next();
  assertEquals([sent.command, [...sent.bytes]], [undefined, [1, 2, 3, 4, 5]]);
  await first.link.kill();
  const file = { path: "/cache/it", key: "d" };
  const second = await linked({ snapshot: Promise.resolve(file) });
  assertEquals((await second.child.next()).command, {
    type: "snapshot",
    ...file,
  });
  await second.link.kill();
});

Deno.test("ProcessLink names the file of packages, or sends its contents", async () => {
  const packages = { path: "/p", sha256: "d", bytes: 5, packages: [] };
  const first = await linked({ packages });
  assertEquals(first.init.site, { path: "/p", sha256: "d", bytes: 5 });
  await first.link.kill();
  const site = new SharedArrayBuffer(2);
  new Uint8Array(site).set([1, 2]);
  const second = await linked({ packages, site: Promise.resolve(site) });
  assertEquals(second.init.site, "sent");
  const { kind, bytes } = await second.child.next();
  assertEquals([kind, [...bytes]], [KIND.site, [1, 2]]);
  await second.link.kill();
});

Deno.test("ProcessLink.post() and .interrupt() arrive in order, with the bytes of a message", async () => {
  const { link, child } = await linked();
  link.post({ type: "wake" }, new Uint8Array([7, 8]));
  link.interrupt();
  link.post({ type: "wake" });
  const frames = [await child.next(), await child.next(), await child.next()];
  assertEquals(
    frames.map(({ command, bytes }) => [command, [...bytes]]),
    [
      [{ type: "post", message: { type: "wake" } }, [7, 8]],
      [{ type: "interrupt", force: false }, []],
      [{ type: "post", message: { type: "wake" } }, []],
    ],
  );
  await link.kill();
});

Deno.test("ProcessLink passes on messages and samples, and tells noise from them", async () => {
  const { link, child, messages, samples, noise, lost } = await linked();
  await child.write(KIND.guest, { type: "ready" });
  await child.write(KIND.guest, "no JSON");
  await child.write(KIND.guest, { type: "no such type" });
  // Longer than a message may be, and shorter than a frame may be.
  await child.write(KIND.guest, `{"type":"ready","x":"${"x".repeat(1_000)}"}`);
  await child.write(KIND.supervisor, {
    type: "sample",
    cpuMs: 1,
    memoryBytes: 2,
  });
  await child.write(KIND.supervisor, {
    type: "sample",
    cpuMs: -1,
    memoryBytes: 2,
  });
  await child.write(KIND.supervisor, "no JSON");
  await child.end(EXIT);
  await lost;
  assertEquals(messages, [{ type: "ready" }]);
  assertEquals(noise.count, 3);
  assertEquals(
    samples.map(({ cpuMs, memoryBytes }) => [cpuMs, memoryBytes]),
    [[1, 2]],
  );
  await link.kill();
});

Deno.test("ProcessLink ends a child whose frames lack its token, and does not read on", async () => {
  const { child, messages, lost } = await linked();
  await child.write(
    KIND.guest,
    { type: "ready" },
    new Uint8Array(TOKEN_BYTES),
  );
  void child.write(KIND.guest, { type: "ready" }).catch(() => {});
  const loss = await lost;
  assertEquals(loss.kind, "crashed");
  assertMatch(loss.reason, /without its token/);
  assertEquals(child.signals, ["SIGKILL"]);
  assertEquals(messages, []);
});

Deno.test("ProcessLink ends a child that announces a frame longer than a message", async () => {
  const { child, lost } = await linked();
  await child.writeBytes(new Uint8Array([0x7f, 0xff, 0xff, 0xff]));
  const { kind, reason } = await lost;
  assertEquals([kind, child.signals], ["crashed", ["SIGKILL"]]);
  assertMatch(reason, /Cannot read frame/);
});

Deno.test("ProcessLink explains the end of a child", async () => {
  const cases: readonly (readonly [string, Deno.CommandStatus, Loss])[] = [
    ["", EXIT, {
      kind: "crashed",
      reason: "The process ended with status 1",
    }],
    ["first\nlast\n", EXIT, {
      kind: "crashed",
      reason: "The process ended with status 1: last",
    }],
    ["", { success: false, code: 139, signal: "SIGSEGV" }, {
      kind: "crashed",
      reason: "The process ended with signal SIGSEGV",
    }],
    ["# Fatal: JavaScript heap out of memory", EXIT, {
      kind: "memory",
      reason: "The JavaScript heap of the process is exhausted",
    }],
  ];
  for (const [errors, status, expected] of cases) {
    const { child, lost, losses } = await linked();
    if (errors !== "") await child.complain(errors);
    await child.end(status);
    assertEquals(await lost, expected);
    assertEquals(losses.length, 1);
  }
});

Deno.test("ProcessLink says which package is missing, from a report or standard error", async () => {
  const text = 'not found in cache: "npm:x", --cached-only is specified.';
  const reported = await linked();
  await reported.child.write(KIND.supervisor, {
    type: "lost",
    kind: "crashed",
    reason: text,
  });
  await reported.child.end(EXIT);
  const printed = await linked();
  await printed.child.complain(`error: ${text}\n    at file:///x.js`);
  await printed.child.end(EXIT);
  for (const { kind, reason } of [await reported.lost, await printed.lost]) {
    assertEquals(kind, "missing");
    assertEquals(reason.startsWith(text), true, reason);
  }
});

Deno.test("ProcessLink takes a child's own report of its loss before its status", async () => {
  const { child, lost } = await linked();
  await child.write(KIND.supervisor, {
    type: "lost",
    kind: "memory",
    reason: "too much",
  });
  await child.end(EXIT);
  const { kind, reason } = await lost;
  assertEquals([kind, reason], ["memory", "too much"]);
});

Deno.test("ProcessLink.kill() ends the child, waits until it is gone, and reports no loss", async () => {
  const { link, child, messages, losses } = await linked();
  const written = child.write(KIND.guest, { type: "ready" });
  child.lingers = true;
  let isGone = false;
  const killed = link.kill().then(() => isGone = true);
  assertEquals(child.signals, ["SIGKILL"]);
  await written;
  assertEquals(isGone, false);
  await child.end(EXIT);
  await killed;
  // What was on its way is not heard any more.
  assertEquals([messages, losses], [[], []]);
});

Deno.test("ProcessLink ends a child that leaves its responses unread", async () => {
  const { link, child, losses } = await linked();
  let sent = 0;
  for (; sent < 10_000 && losses.length === 0; sent++) link.post(RESPONSE);
  assertEquals(losses.map(({ kind }) => kind), ["crashed"]);
  assertMatch(`${losses[0]?.reason}`, /without reading the responses/);
  assertEquals([child.signals, sent > 4_000], [["SIGKILL"], true]);
  // More of them add no loss.
  link.post(RESPONSE);
  assertEquals(losses.length, 1);
});

Deno.test("ProcessLink keeps a child that reads its responses", async () => {
  const { link, child, losses } = await linked();
  for (let round = 0; round < 6; round++) {
    for (let count = 0; count < 1_000; count++) link.post(RESPONSE);
    for (let count = 0; count < 1_000; count++) await child.next();
  }
  assertEquals([losses, child.signals], [[], []]);
  await link.kill();
});
