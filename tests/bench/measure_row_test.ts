import { assertEquals, assertStringIncludes } from "@std/assert";
import { FULL } from "../../bench/peers/effort.ts";
import { createRows } from "../../bench/peers/rows/mod.ts";
import {
  alternate,
  measureRow,
  mediansOf,
} from "../../bench/peers/measure_row.ts";
import { bench, peer, PLACE, row } from "./_peers.ts";

Deno.test("alternate() reverses every second time", () => {
  assertEquals([0, 1, 2].map((turn) => alternate(["a", "b"], turn)), [
    ["a", "b"],
    ["b", "a"],
    ["a", "b"],
  ]);
});

Deno.test("mediansOf() keeps the reason of a repetition", () => {
  assertEquals(mediansOf([[1, 5], [3, "too slow"], [2, 7]]), [2, "too slow"]);
});

Deno.test("measureRow() alternates peers and drops the warm-up repetition", async () => {
  const turns: string[] = [];
  const peers = [peer("a"), peer("b")];
  const measured = row({
    warmUp: true,
    repetitions: () => 2,
    measure: ({ name }) => {
      turns.push(name);
      return Promise.resolve([turns.length, 0]);
    },
  });
  const { outcomes } = await measureRow(measured, bench(peers));
  assertEquals(turns.join(""), "baabba");
  assertEquals([...outcomes.values()], [{ cells: [4.5, 0] }, {
    cells: [4.5, 0],
  }]);
});

Deno.test("measureRow() says why a peer is missing", async () => {
  const peers = [
    peer("able"),
    peer("unable", { cannot: { fresh: "has no such thing" } }),
    peer("broken"),
    peer("absent", { missing: () => Promise.resolve("is not installed") }),
  ];
  const measured = row({
    measure: ({ name }) =>
      name === "able"
        ? Promise.resolve([1, 2])
        : Promise.reject(new Error("it broke\nat some place")),
  });
  const { outcomes } = await measureRow(measured, bench(peers));
  assertEquals([...outcomes.values()], [
    { cells: [1, 2] },
    { cannot: "has no such thing" },
    { cannot: "failed: it broke" },
    { cannot: "is not installed" },
  ]);
});

Deno.test("measureRow() leaves out the peers that a row does not take", async () => {
  const peers = [peer("a", { hasPandas: true }), peer("b")];
  const measured = row({ takes: ({ hasPandas = false }) => hasPandas });
  const { outcomes } = await measureRow(measured, bench(peers));
  assertEquals([...outcomes.keys()].map(({ name }) => name), ["a"]);
});

Deno.test("createRows() has rows for pandas, whose code all peers with pandas get", async () => {
  const rows = createRows();
  const row = rows["pandas-cold"];
  const echo = peer("echo", {
    hasPandas: true,
    command: (_, { setup, expression }) => [
      ...[Deno.execPath(), "eval", "console.log(Deno.args.length)"],
      ...[setup, expression, "as 3"],
    ],
  });
  const bench = { place: PLACE, effort: FULL };
  // The expected result is 3.
  const cells = await row.measure(echo, bench);
  assertEquals(cells.map((it) => typeof it), ["number", "number"]);
  assertEquals(row.takes?.(echo), true);
  assertEquals(row.takes?.(peer("other")), false);
  assertStringIncludes(row.title, rows.cold.title);
});
