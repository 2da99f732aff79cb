/**
 * JavaScript in the realm of a guest's worker, in a binary: the attempts of `tests/security`, which use `deno run` there.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { type Attempt, breakIn } from "../security/_break_in.ts";
import { Canary } from "../security/_canary.ts";
import { ISOLATIONS } from "../security/_guest.ts";
import {
  GLOBALS,
  GREEDY,
  IMPORTS,
  type RealmAttempt,
  STRINGS,
} from "../security/_realm_attempts.ts";
import {
  compileInto,
  copyParts,
  makeBinary,
  output,
  type TestedBinary,
} from "./_binary.ts";

/** The errors of an attempt in a stripped realm. */
const REFUSALS = ["TypeError", "ReferenceError", "EvalError", "undefined"];

const binary = await makeBinary();
if ("path" in binary) testRealm(binary, await hasHooks(binary));

/** Whether the base has import hooks; only the tests ever use a base without them. */
async function hasHooks({ path }: TestedBinary): Promise<boolean> {
  const { stdout } = await output(path, ["engines", "--json"]);
  const [major, minor] = JSON.parse(stdout).runtime.deno.split(".");
  return major > 2 || minor >= 9;
}

function testRealm(tested: TestedBinary, canDeny: boolean): void {
  const attempts: readonly RealmAttempt[] = [
    // The hooks stop the worker's own `import()` only; without hooks the attempts that need one are left out.
    ...(canDeny ? IMPORTS : []).map((one) => ({
      ...one,
      name: `import of ${one.name}`,
    })),
    ...GLOBALS,
    ...STRINGS,
  ];

  for (const isolation of ISOLATIONS) {
    Deno.test(`JavaScript in a guest's worker finds nothing of the runtime, in the binary (${isolation})`, async () => {
      await using canary = new Canary();
      await using broken = await breakInto(tested, [
        ...attempts.map(({ name, code }) => ({
          name,
          code: canary.fill(code),
        })),
        { name: "all", code: ALL },
      ]);
      const args = ["run", "--json", "--isolation", isolation, "-e", "all"];
      const outcome = await output(broken.path, args);
      canary.assertUntouched(outcome);
      const said: string = JSON.parse(outcome.stdout).value;
      assert(said.startsWith("reached "), outcome.stdout);
      const outcomes: [string, string][] = JSON.parse(said.slice(8));
      assertEquals(outcomes.length, attempts.length);
      const open = outcomes.filter(([, how]) => !REFUSALS.includes(how));
      assertEquals(open, []);
    });
  }

  Deno.test("memory of a worker's JavaScript is bounded, in the binary", async () => {
    await using broken = await breakInto(tested, GREEDY);
    for (const { name, ends } of GREEDY) {
      const limits = ["--memory", "128MiB", "--timeout", "6s"];
      const args = ["run", "--json", ...limits, "-e", name];
      const { status } = JSON.parse((await output(broken.path, args)).stdout);
      assert(ends.includes(status), `${name}: ${status}`);
    }
  });
}

/** Makes all other attempts in turn. */
const ALL = `await (async () => {
  const outcomes = [];
  for (const name of Object.keys(attempts)) {
    if (name !== "all") outcomes.push([name, await attempt(name)]);
  }
  return JSON.stringify(outcomes);
})()`;

interface BrokenBinary extends AsyncDisposable {
  readonly path: string;
}

/** Builds a binary whose worker for Python runs the JavaScript that a run names. */
async function breakInto(
  { parts, apart }: TestedBinary,
  attempts: readonly Attempt[],
): Promise<BrokenBinary> {
  const [made, table] = breakIn(attempts).map(({ instead = "" }) => instead);
  const folder = new URL("../broken/", parts);
  let gaps = 0;
  const gap = (code = ""): string => {
    gaps++;
    return code;
  };
  await copyParts(parts, folder, (code, name) => {
    if (name !== "pyodide-python.js") return code;
    return code
      .replace(
        /say\(await run\d*\(guest, files, message\)\);/,
        () => gap(made),
      )
      .replace("\nbegin(serve);", () => gap(table));
  });
  assertEquals(gaps, 2);
  const path = await compileInto("broken-binary", { folder, apart });
  return {
    path,
    async [Symbol.asyncDispose](): Promise<void> {
      await Deno.remove(path);
      await Deno.remove(folder, { recursive: true });
    },
  };
}
