import { assert, assertEquals, assertMatch } from "@std/assert";
import fc from "fast-check";
import { type Area, claim, plainArea } from "./area.ts";
import { main } from "./main.ts";

const RIGHT = plainArea("right", [
  claim("a sum is larger", fc.property(fc.nat(), (n) => n + 1 > n)),
]);

/** False for every number from 1000, and for every list that contains one. */
const WRONG = plainArea("wrong/sums", [
  claim("numbers are small", fc.property(fc.nat(), (n) => n < 1_000)),
  claim(
    "no list has a large one",
    fc.asyncProperty(
      fc.array(fc.nat()),
      (list) => Promise.resolve(list.every((n) => n < 1_000)),
    ),
  ),
]);

/** Runs the task with a clock that counts its calls, and returns the output. */
async function task(
  args: readonly string[],
  areas: readonly Area[] = [RIGHT, WRONG],
): Promise<{ status: number; out: string; errors: string[] }> {
  const out: string[] = [];
  const errors: string[] = [];
  let asked = 0;
  const status = await main(args, {
    areas,
    print: (line) => out.push(line),
    complain: (line) => errors.push(line),
    now: () => asked++,
  });
  return { status, out: out.join("\n"), errors };
}

Deno.test("main() counts the inputs that it checked, and returns 0", async () => {
  const { status, out } = await task(["--for", "50ms", "--seed", "5"], [RIGHT]);
  assertEquals(status, 0);
  assertMatch(out, /^ +[1-9]\d* {2}right: a sum is larger$/m);
  assertMatch(out, /^0 found, from seed 5$/m);
});

Deno.test("main() shrinks a finding and prints how to repeat it", async () => {
  const { status, out } = await task(["--for", "100ms", "--seed", "1"]);
  assertEquals(status, 1);
  assertMatch(out, /wrong\/sums: it is not so that numbers are small/);
  assertMatch(out, /for \[1000\] \(after \d+ shrinks\)/);
  assertMatch(out, /for \[\[1000\]\] \(after \d+ shrinks\)/);
  assertMatch(out, /^2 found, from seed 1$/m);
});

Deno.test("main() repeats a finding from its output", async () => {
  const first = await task(["--for", "100ms"], [
    plainArea("one", [
      claim("all is well", fc.property(fc.string(), () => true)),
      claim("numbers are small", fc.property(fc.nat(), (n) => n < 1_000)),
    ]),
    RIGHT,
  ]);
  const [, seed = "", path = ""] =
    /--only one --seed (\d+) --path ([\d.:]+)/.exec(first.out) ?? [];
  const again = await task(
    ["--only", "one", "--seed", seed, "--path", path],
    [plainArea("one", [
      claim("all is well", fc.property(fc.string(), () => true)),
      claim(
        "numbers are small",
        // Only the input that was found is checked.
        fc.property(fc.nat(), (n) => n !== 1_000),
      ),
    ])],
  );
  assertEquals(again.status, 1);
  assertMatch(again.out, /for \[1000\] \(after 0 shrinks\)/);
});

Deno.test("main() closes what it opened, with and without a finding", async () => {
  let closed = 0;
  const area = (name: string, small: number): Area => ({
    name,
    open: () => ({
      claims: [claim("it is", fc.property(fc.nat(), (n) => n < small))],
      [Symbol.asyncDispose]: () => Promise.resolve(void closed++),
    }),
  });
  await task(["--for", "20ms"], [area("a", 1), area("b", Infinity)]);
  assertEquals(closed, 2);
});

Deno.test("main() selects areas by the beginning of their names with --only", async () => {
  const { status, out } = await task(["--for", "20ms", "--only", "ri"]);
  assertEquals(status, 0);
  assert(!out.includes("wrong"));
});

Deno.test("main() lists flags and areas", async () => {
  const { status, out } = await task(["--help"]);
  assertEquals(status, 0);
  assertMatch(out, /--for TIME/);
  assertMatch(out, /Areas: right, wrong\/sums/);
});

const REFUSED: readonly (readonly [args: string[], message: RegExp])[] = [
  [["--four", "5s"], /"--four".*did you mean --for\?/],
  [["--for"], /--for as it needs a value \(example: --for 30s\)/],
  [["--for", "5x"], /Cannot read --for: .*unit.*\(example: --for 30s\)/],
  [["--for", "0s"], /--for as it must be more than 0/],
  [["--for", "-1s"], /Cannot read --for: .*negative/],
  [["--seed", "x"], /--seed as it must be a whole number from 0 to 2147483647/],
  [["--seed", "2147483648"], /--seed as it must be a whole number/],
  [["--only", "wring"], /--only as it must be one of right, wrong\/sums/],
  [["--only", ""], /--only as it must be one of/],
  [["--path", "0.1:2"], /--path without the --seed and the --only/],
  [["--path", "a", "--seed", "1", "--only", "right"], /--path as it must be/],
  [["frames"], /"frames" as fuzz takes no arguments/],
];

for (const [args, message] of REFUSED) {
  Deno.test(`main() refuses ${args.join(" ")}`, async () => {
    const { status, out, errors } = await task(args);
    assertEquals([status, out, errors.length], [2, "", 1]);
    assertMatch(errors[0] ?? "", message);
  });
}
