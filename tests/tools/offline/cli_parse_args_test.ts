import { assertEquals, assertThrows } from "@std/assert";
import { parseArgs as original } from "@std/cli/parse-args";
import fc from "fast-check";
import { parseArgs } from "../../../tools/offline/cli_parse_args.ts";

/** Arguments of which commands are made up at random. */
const WORDS =
  "-- - --json --json=false --no-json --no-color --no-color=1 -e -e=5 -ex -e5 \
-n-a 1+1 --timeout --timeout=5s --timeout= -5 5 true false a b --env A=1 \
--env=A=1 -h -hj --other --other=3 -abc -n= --no- 0x10 ./f -x./f";

Deno.test("parseArgs() reads strings, booleans and lists", () => {
  const args = parseArgs(
    ["run", "--json", "--timeout", "5s", "--env=A=1", "--env", "B=2", "7"],
    {
      string: ["timeout", "env", "seed", "_"],
      boolean: ["json", "quiet"],
      collect: ["env"],
    },
  );
  assertEquals<unknown>(args, {
    _: ["run", "7"],
    json: true,
    quiet: false,
    timeout: "5s",
    env: ["A=1", "B=2"],
  });
});

Deno.test("parseArgs() leaves a string empty when a flag follows it", () => {
  const args = parseArgs(["--timeout", "--json"], {
    string: ["timeout"],
    boolean: ["json"],
  });
  assertEquals(args, { _: [], timeout: "", json: true });
});

Deno.test("parseArgs() reads letters and aliases", () => {
  const options = {
    string: ["eval"],
    boolean: ["help"],
    alias: { eval: "e", help: ["h", "?"] },
  } as const;
  assertEquals(parseArgs(["-e", "1+1"], options), {
    _: [],
    e: "1+1",
    eval: "1+1",
    help: false,
    h: false,
    "?": false,
  });
  assertEquals(parseArgs(["-h", "-e=print(1)"], options).e, "print(1)");
});

Deno.test("parseArgs() stops early and at the double dash", () => {
  const early = { stopEarly: true, boolean: ["json"] };
  assertEquals<unknown>(parseArgs(["--json", "a", "--json=false"], early), {
    _: ["a", "--json=false"],
    json: true,
  });
  assertEquals(parseArgs(["a", "--", "-b"], { "--": true }), {
    _: ["a"],
    "--": ["-b"],
  });
  assertEquals(parseArgs(["a", "--", "-b"])._, ["a", "-b"]);
});

Deno.test("parseArgs() asks about what it does not know", () => {
  const asked: unknown[] = [];
  const args = parseArgs(["x", "--jsn", "--json", "-q"], {
    boolean: ["json"],
    unknown: (...of) => {
      asked.push(of);
      return false;
    },
  });
  assertEquals(args, { _: [], json: true });
  assertEquals(asked, [["x"], ["--jsn", "jsn", true], ["-q", "q", true]]);
});

Deno.test("parseArgs() takes defaults and negations", () => {
  const options = {
    boolean: ["color"],
    negatable: ["color"],
    default: { color: true, level: 3 },
  } as const;
  assertEquals(parseArgs([], options), { _: [], color: true, level: 3 });
  assertEquals(parseArgs(["--no-color"], options).color, false);
});

Deno.test("parseArgs() refuses an alias of nothing", () => {
  const alias = { a: undefined } as unknown as Record<string, string>;
  assertThrows(() => parseArgs([], { alias }), TypeError);
});

Deno.test({
  name: "parseArgs() does what the original does",
  // There is nothing to compare with where JSR does not answer.
  ignore: original as unknown === parseArgs,
  fn: () => {
    const word = fc.constantFrom(...WORDS.split(" "));
    const options = fc.record({
      boolean: fc.constant(["json", "help", "color"]),
      string: fc.constant(["e", "timeout", "env", "_"]),
      collect: fc.constant(["env", "e"]),
      alias: fc.constant({ help: "h", e: ["eval", "E"] }),
      default: fc.constant({ timeout: "1s", json: true }),
      negatable: fc.constant(["color", "json"]),
      stopEarly: fc.boolean(),
      "--": fc.boolean(),
    }, { requiredKeys: [] });
    fc.assert(fc.property(fc.array(word, { maxLength: 6 }), options, (a, o) => {
      assertEquals<unknown>(parseArgs(a, o), original(a, o));
    }));
  },
});
