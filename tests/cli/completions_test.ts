import { assertEquals, assertMatch } from "@std/assert";
import { COMMANDS, main } from "../../cli.ts";
import type { FlagTable } from "../../commands/arguments/flags.ts";
import { fakeContext } from "../commands/_fake_context.ts";
import { type Complete, isThere, SHELLS } from "./_shells.ts";

/** The program that makes a terminal for each shell; fish needs none. */
const TERMINAL = "script";

/** The flags of a command with a fixed set of values, as they are written. */
function closedFlags(
  flags: FlagTable,
): (readonly [written: string, values: readonly string[]])[] {
  return Object.entries(flags).flatMap(([name, { letter, completion }]) => {
    if (completion === undefined || typeof completion === "string") return [];
    const written = [`--${name} `, `--${name}=`];
    if (letter !== undefined) written.push(`-${letter} `);
    return written.map((one) => [one, completion] as const);
  });
}

/** After `=`, shells differ in whether the completion includes the flag. */
function valuesIn(completed: readonly string[]): readonly string[] {
  return completed.map((one) => one.replace(/^--[\w-]+=/, "")).sort();
}

async function checkFlags(complete: Complete): Promise<void> {
  for (const [name, load] of Object.entries(COMMANDS)) {
    const { flags } = await load();
    const long = ["--help", ...Object.keys(flags).map((flag) => `--${flag}`)];
    assertEquals(
      (await complete(`sandglass ${name} --`)).toSorted(),
      long.sort(),
      name,
    );
    for (const [written, values] of closedFlags(flags)) {
      const line = `sandglass ${name} ${written}`;
      assertEquals(valuesIn(await complete(line)), values.toSorted(), line);
    }
  }
}

/** The completions of some lines; a directory ends in a slash in fish, and in the others only if it is the single match. */
const LINES: readonly (readonly [line: string, words: readonly string[]])[] = [
  ["sandglass wa", ["warm"]],
  ["sandglass help re", ["repl"]],
  ["sandglass repl typ", ["typescript"]],
  ["sandglass completions f", ["fish"]],
  ["sandglass install cpy", ["cpython"]],
  ["sandglass install --from b", ["b.txt"]],
  ["sandglass run --isolation th", ["thread"]],
  ["sandglass run --isolation=th", ["thread"]],
  ["sandglass run -q --eng", ["--engine"]],
  ["sandglass run ", ["a.py", "b.txt", "directory"]],
  ["sandglass run --json b", ["b.txt"]],
  ["sandglass run --file ", ["a.py", "b.txt", "directory"]],
  ["sandglass run --file=b", ["b.txt"]],
  ["sandglass run --stdin b", ["b.txt"]],
  ["sandglass run --functions a", ["a.py"]],
  ["sandglass run --out ", ["directory"]],
  ["sandglass run --mount dir", ["directory"]],
  ["sandglass mcp --token-file b", ["b.txt"]],
  ["sandglass run --timeout ", []],
  ["sandglass run -e ", []],
  ["sandglass run a.py -- b", ["b.txt"]],
  ["sandglass b", ["b.txt"]],
  ["sandglass a.py --isolation th", ["thread"]],
  ["sandglass a.py --eng", ["--engine"]],
  ["sandglass a.py b", ["b.txt"]],
];

async function checkLines(complete: Complete): Promise<void> {
  for (const [line, words] of LINES) {
    const completed = valuesIn(await complete(line));
    assertEquals(completed.map((one) => one.replace(/\/$/, "")), words, line);
  }
}

for (const [shell, open] of Object.entries(SHELLS)) {
  const needs = shell === "fish" ? [shell] : [shell, TERMINAL];
  Deno.test({
    name: `${shell} completes commands, flags, their values and files`,
    ignore: !needs.every(isThere),
    async fn(): Promise<void> {
      const directory = await Deno.makeTempDir();
      await Deno.mkdir(`${directory}/directory`);
      await Deno.writeTextFile(`${directory}/a.py`, "");
      await Deno.writeTextFile(`${directory}/b.txt`, "");
      try {
        await using opened = await open(directory);
        const { complete } = opened;
        const names = (await complete("sandglass "))
          .filter((one) => !one.startsWith("-"))
          .map((one) => one.replace(/\/$/, ""));
        const files = ["a.py", "b.txt", "directory"];
        assertEquals(
          names.sort(),
          [...Object.keys(COMMANDS), "help", ...files].sort(),
        );
        await checkFlags(complete);
        await checkLines(complete);
      } finally {
        await Deno.remove(directory, { recursive: true });
      }
    },
  });
}

Deno.test("completions refuses an unknown shell, in one line", async () => {
  for (const args of [[], ["tcsh"], ["bash", "zsh"], ["constructor"]]) {
    const context = fakeContext();
    assertEquals(await main(["completions", ...args], context), 2);
    assertMatch(
      context.stderr.text,
      /^sandglass: Cannot print completions as one of bash, zsh, fish is expected: .*\n$/,
    );
  }
});
