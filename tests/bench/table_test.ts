import { assertEquals } from "@std/assert";
import { FULL } from "../../bench/peers/effort.ts";
import { tablesOf } from "../../bench/peers/table.ts";
import { peer, row } from "./_peers.ts";

Deno.test("tablesOf() writes a table for each language, with the ratio to its first peer", () => {
  const outcomes = new Map([
    [peer("snake", { language: "python" }), { cells: [5, 6] }],
    [peer("ours"), { cells: [2, 4] }],
    [peer("theirs"), { cells: [3, "too slow"] }],
    [peer("other"), { cannot: "has no such thing" }],
  ]);
  assertEquals(tablesOf({ row: row(), outcomes }, FULL), [
    "",
    "| Python | p50 | p99 |",
    "| --- | --- | --- |",
    "| SNAKE | 5 ms | 6 ms |",
    "",
    "| JavaScript | p50 | p99 | p50: times OURS |",
    "| --- | --- | --- | --- |",
    "| OURS | 2 ms | 4 ms | 1.0 |",
    "| THEIRS | 3 ms | too slow | 1.5 |",
    "| OTHER | has no such thing |  |  |",
  ]);
});

Deno.test("tablesOf() transposes a wide table, and compares the columns that both have", () => {
  const names = ["a", "b", "c", "d", "e"];
  const wide = row({
    columns: () => names,
    compared: () => [0, 1, 2, 3, 4],
  });
  const outcomes = new Map([
    [peer("ours"), { cells: [1, 1, 1, 1, 1] }],
    [peer("theirs"), { cells: [2, 8, 4, 4, "never"] }],
  ]);
  assertEquals(tablesOf({ row: wide, outcomes }, FULL), [
    "",
    "| JavaScript | OURS | THEIRS |",
    "| --- | --- | --- |",
    "| a | 1 ms | 2 ms |",
    "| b | 1 ms | 8 ms |",
    "| c | 1 ms | 4 ms |",
    "| d | 1 ms | 4 ms |",
    "| e | 1 ms | never |",
    "| times OURS | 1.0 | 4.0 |",
  ]);
});
