import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Code } from "../../bench/peers/driver.ts";
import { QUICK } from "../../bench/peers/effort.ts";
import { HostProcess } from "../../bench/peers/host_process.ts";
import { installPeer } from "../../bench/peers/install.ts";
import type { Peer } from "../../bench/peers/peer.ts";
import { PEERS } from "../../bench/peers/peers.ts";
import { createDriver } from "../../bench/peers/drivers/sandglass.ts";
import { isOurs, onceCommand, type Place } from "../../bench/peers/place.ts";
import { HAS_PROC } from "../../bench/process_tree.ts";
import { createRows } from "../../bench/peers/rows/mod.ts";

const TRIAL = { code: { setup: "", expression: "1+1" }, expected: "2" };
const STATE: Code = {
  setup: "globalThis.times = (globalThis.times ?? 0) + 1",
  expression: "times",
};

/** The subjects of each test: our driver from the sources, the other as peers are installed. */
async function withPeer(
  name: string,
  action: (peer: Peer, place: Place) => Promise<void>,
): Promise<void> {
  const found = PEERS.find((it) => it.name === name);
  assert(found !== undefined);
  // `node:vm` works in Deno too, and Node may not be installed.
  const peer: Peer = { ...found, runtime: "deno" };
  const directory = await Deno.makeTempDir({ prefix: "bench-test-" });
  try {
    const place = { directory, node: undefined, python: undefined };
    await installPeer(peer, place);
    await action(peer, place);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

for (const name of ["sandglass-javascript-thread", "node-vm"]) {
  Deno.test(`HostProcess.ask() makes ${name} run code, in fresh environments and in open ones`, async () => {
    await withPeer(name, async (peer, place) => {
      await using host = new HostProcess(peer, { place, maxAtOnce: 4 });
      const fresh = await host.ask("fresh", {
        ...TRIAL,
        code: STATE,
        expected: "1",
        warmUps: 0,
        rounds: 3,
        restMs: 0,
        atMostMs: 60_000,
      });
      assertEquals(fresh.length, 3);
      const further = await host.ask("further", {
        ...TRIAL,
        warmUps: 2,
        rounds: 4,
      });
      assertEquals(further.length, 4);
      const busy = await host.ask("busy", {
        ...TRIAL,
        warmUps: 0,
        clients: 4,
        forMs: 0,
      });
      assertEquals(busy.runs, 4);
      assertEquals(await host.ask("hold", { code: TRIAL.code, count: 2 }), 2);
      // An environment that stays open keeps its state.
      await host.ask("program", { code: STATE });
      const { value } = await host.ask("program", { code: STATE });
      assertEquals(value, "2");
    });
  });

  Deno.test(`HostProcess.ask() tells when ${name} has its state back after a deadline`, async () => {
    await withPeer(name, async (peer, place) => {
      await using host = new HostProcess(peer, { place });
      const request = {
        keep: { setup: "globalThis.kept = 41", expression: "kept" },
        endless: { setup: "for (;;) {}", expression: "1" },
        find: { setup: "", expression: "kept + 1" },
        deadlineMs: 50,
      };
      const notes: unknown[] = [];
      const tookMs = await host.ask(
        "recover",
        { ...request, expected: "42" },
        (note) => notes.push(note),
      );
      assertEquals([typeof tookMs, notes.length], ["number", 1]);
      const lost = { ...request, expected: "another state" };
      assertEquals(await host.ask("recover", lost), null);
    });
  });

  Deno.test(`HostProcess.ask() throws the errors of ${name}, and goes on`, async () => {
    await withPeer(name, async (peer, place) => {
      await using host = new HostProcess(peer, { place });
      const code = { setup: "", expression: "missing.thing" };
      await assertRejects(() => host.ask("program", { code }), Error);
      await assertRejects(
        () =>
          host.ask("further", {
            ...TRIAL,
            expected: "3",
            warmUps: 0,
            rounds: 1,
          }),
        Error,
        "2 rather than 3",
      );
      const { value } = await host.ask("program", { code: TRIAL.code });
      assertEquals(value, "2");
    });
  });
}

Deno.test("createDriver() of Sandglass starts the engine of the peer", async () => {
  const kind = { language: "javascript", isolation: "thread", maxAtOnce: 1 };
  const driver = await createDriver({ ...kind, engine: "pyodide" });
  await assertRejects(async () => await driver.open?.(), Error, "pyodide");
  await assertRejects(() => driver.once(TRIAL.code), Error, "pyodide");
});

Deno.test("PEERS name the engine of each that is ours, in its options and in its command", () => {
  const place = { directory: "", node: undefined, python: undefined };
  const ours = PEERS.filter((peer) => isOurs(peer) && !peer.program);
  assertEquals(ours.length, 6);
  for (const peer of ours) {
    const command = onceCommand(peer, { place, code: TRIAL.code });
    assertEquals(peer.options(place).engine, peer.engine);
    assert(command.includes(`--engine=${peer.engine}`), peer.name);
  }
});

Deno.test("onceCommand() returns a whole command that prints the value", async () => {
  await withPeer("node-vm", async (peer, place) => {
    const [program = "", ...args] = onceCommand(peer, {
      place,
      code: { setup: "const x = 6", expression: "x*7" },
    });
    const { stdout } = await new Deno.Command(program, { args }).output();
    assertEquals(new TextDecoder().decode(stdout).trim(), "42");
  });
});

Deno.test({
  name:
    "createRows() measures when an endless guest of node-vm is quiet and its state is back, and its memory",
  ignore: !HAS_PROC,
  fn: async () => {
    await withPeer("node-vm", async (peer, place) => {
      const { stop, recovery, memory } = createRows();
      const site = { place, effort: QUICK };
      // Durations, not reasons why they are missing.
      assertEquals(
        (await recovery.measure(peer, site)).map((it) => typeof it),
        ["number"],
      );
      assertEquals((await stop.measure(peer, site)).map((it) => typeof it), [
        "number",
      ]);
      const cells = await memory.measure(peer, site);
      assertEquals(cells.map((it) => typeof it), ["number", "number"]);
    });
  },
});
