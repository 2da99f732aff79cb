import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type Asked, readArguments } from "../../bench/peers/arguments.ts";
import { FULL, QUICK } from "../../bench/peers/effort.ts";
import { ROW_NAMES } from "../../bench/peers/peer.ts";
import { PEERS } from "../../bench/peers/peers.ts";
import { UsageError } from "../../commands/arguments/usage_error.ts";

function read(...args: string[]): Asked {
  const asked = readArguments(args);
  if (typeof asked === "string") throw new Error(asked);
  return asked;
}

Deno.test("readArguments() selects all rows and peers by default", () => {
  assertEquals(read(), {
    rows: ROW_NAMES,
    peers: PEERS,
    effort: FULL,
    isComplete: true,
  });
});

Deno.test("readArguments() selects the named rows and peers", () => {
  const { rows, peers, effort, isComplete } = read(
    "--quick",
    "--only",
    "run,stop,node-vm,cold",
  );
  assertEquals(rows, ["cold", "stop"]);
  assertEquals(peers.map(({ name }) => name), ["run", "node-vm"]);
  assertEquals([effort, isComplete], [QUICK, false]);
  assertEquals(read("--only", "run").rows, ROW_NAMES);
  assertEquals(read("--only", "cold").isComplete, false);
});

Deno.test("readArguments() refuses an unknown name", () => {
  assertThrows(() => read("--only", "warm"), UsageError, "--only warm");
});

Deno.test("readArguments() returns a help text with all rows and peers", () => {
  const text = readArguments(["--help"]);
  for (const name of [...ROW_NAMES, ...PEERS.map((it) => it.name)]) {
    assertStringIncludes(String(text), name);
  }
});
