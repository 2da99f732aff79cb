import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { init, parse } from "es-module-lexer";
import { V8_FLAGS } from "../../tools/compile/compile_parts.ts";
import { BREAK_OUT } from "../security/_break_out.ts";
import { Canary } from "../security/_canary.ts";
import type { Isolation } from "../../mod.ts";
import { ISOLATIONS } from "../security/_guest.ts";
import { PYTHON_ATTACKS } from "../security/_python_attacks.ts";
import {
  compileInto,
  copyParts,
  makeBinary,
  output,
  type TestedBinary,
} from "./_binary.ts";

/** All kinds of permissions. */
const PERMISSIONS = "read write run net env sys ffi import".split(" ");
const CHILD = "--be-the-process-of-a-guest";

/** Attacks that ruin the interpreter; each is made in a separate run. */
const APART = PYTHON_ATTACKS.filter(({ ends }) => ends !== undefined);
const IN_TURN = PYTHON_ATTACKS.filter(({ ends }) => ends === undefined);

/** Makes attacks in turn, and prints the start and the outcome of each. */
function makeAttacks(attacks: typeof PYTHON_ATTACKS): string {
  const pairs = JSON.stringify(attacks.map(({ name, code }) => [name, code]));
  return `${BREAK_OUT}
import ast, asyncio, inspect, json
for name, code in json.loads(${JSON.stringify(pairs)}):
    print("attack:", name)
    try:
        it = eval(compile(code, name, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), globals())
        if inspect.iscoroutine(it):
            await asyncio.wait_for(it, 10)
        print("REACHED")
    except BaseException as error:
        print("refused:", repr(error))`;
}

const binary = await makeBinary();
if ("path" in binary) testWalls(binary);

function testWalls(binary: TestedBinary): void {
  for (const isolation of ISOLATIONS) {
    Deno.test(`threat: Python that broke out to JavaScript, in the binary (${isolation})`, () =>
      breakOut(binary, isolation));
  }

  Deno.test("threat: an import() that a guest finds in the code of its worker", () =>
    findImports(binary));

  Deno.test("control: a compiled program imports any file with any permissions", () =>
    importAnything(binary));

  Deno.test("a binary whose child process keeps its permissions, or compiles code from strings, starts no guest", () =>
    weaken(binary));

  Deno.test("the binary has no permission that its command line does not need", () =>
    listPermissions(binary));

  Deno.test("the binary as a child process, started by another program, exits silently", () =>
    startAsChild(binary));

  Deno.test({
    name: "threat: the host's resources in a child process",
    ignore: Deno.build.os !== "linux",
    fn: () => lookAround(binary),
  });
}

async function findImports(
  { parts, apart }: TestedBinary,
): Promise<void> {
  await init;
  const workers = apart.filter((name) => /^(?:quickjs|pyodide)-/.test(name));
  assertEquals(workers.length, 3);
  for (const name of workers) {
    const code = await Deno.readTextFile(new URL(name, parts));
    const found = parse(code)[0].filter(({ d }) => d >= 0)
      .map(({ ss, se }) => code.slice(ss, se));
    // It belongs to a function that accepts only three names.
    assertEquals(found, ["import(specifier)"]);
    assertStringIncludes(code, 'specifier !== "node:module" &&');
  }
}

async function importAnything(
  { parts }: TestedBinary,
): Promise<void> {
  await using canary = new Canary();
  const folder = new URL("control/", parts);
  await Deno.mkdir(folder, { recursive: true });
  const code = `
      for (const name of ["read", "import"]) Deno.permissions.revokeSync({ name });
      const { default: text } = await import(Deno.args[0]);
      const fails = (() => { try { Deno.readTextFileSync(Deno.args[1]); } catch (error) { return error.name; } })();
      console.log(JSON.stringify([text, fails]));`;
  await Deno.writeTextFile(new URL("cli.js", folder), code);
  const control = await compileInto("control", { folder, apart: [] });
  const { stdout } = await output(control, [
    canary.fill("$MODULE"),
    canary.path,
  ]);
  assertEquals(JSON.parse(stdout), [canary.secret, "NotCapable"]);
  await Deno.remove(control);
}

async function weaken(
  { parts, apart }: TestedBinary,
): Promise<void> {
  const folder = new URL("../weakened/", parts);
  let walls = 0;
  await copyParts(
    parts,
    folder,
    (code) =>
      code.replaceAll(/\bgiveUpPermissions\(\);/g, () => {
        walls++;
        return "void 0;";
      }),
  );
  assertEquals(walls, 1);
  const keeping = await compileInto("weakened-binary", { folder, apart });
  const start = ["run", "-l", "js", "-e", "1"];
  assertStringIncludes(
    (await output(keeping, start)).stderr,
    "The child process has a permission",
  );
  const v8Flags = V8_FLAGS.filter((flag) => !flag.includes("generation"));
  const making = await compileInto("weakened-binary", {
    folder: parts,
    apart,
    v8Flags,
  });
  assertStringIncludes(
    (await output(making, start)).stderr,
    "The child process can generate code from strings",
  );
  await Deno.remove(making);
  await Deno.remove(folder, { recursive: true });
}

async function listPermissions(
  { parts, apart }: TestedBinary,
): Promise<void> {
  const folder = new URL("../telling/", parts);
  // It prints its permissions, once it has given up those that it does not need.
  const tell = `await dropPermissions();
  for (const name of ${JSON.stringify(PERMISSIONS)}) {
    const { state, partial } = Deno.permissions.querySync({ name });
    if (state === "granted" || partial) console.error("has " + name);
  }`;
  await copyParts(
    parts,
    folder,
    (code, name) =>
      name === "cli.js" ? code.replace("await dropPermissions();", tell) : code,
  );
  const telling = await compileInto("telling-binary", { folder, apart });
  const run = ["run", "-l", "js", "-e", "1"];
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["--help"], "read run"],
    [run, "read run"],
    [[...run, "--env", "PATH"], "read run env"],
    [[...run, "--out", "/nonexistent/a/b"], "read write run"],
    [[...run, "--functions", "/nonexistent.ts"], "read write run net env"],
  ];
  for (const [args, expected] of cases) {
    const { stderr } = await output(telling, args);
    const has = Array.from(
      stderr.matchAll(/^has (\w+)$/gm),
      ([, one]) => one,
    );
    assertEquals(has.join(" "), expected, args.join(" "));
  }
  await Deno.remove(telling);
  await Deno.remove(folder, { recursive: true });
}

async function startAsChild(
  { path }: TestedBinary,
): Promise<void> {
  for (const args of [["quickjs", "javascript"], ["pyodide", "python"]]) {
    assertEquals(await output(path, [CHILD, ...args]), {
      code: 0,
      stdout: "",
      stderr: "",
    });
  }
  const { code, stderr } = await output(path, [CHILD, "constructor", "js"]);
  assertEquals([code, stderr], [
    1,
    "Cannot start as engine or language is unknown\n",
  ]);
}

async function lookAround(
  { path }: TestedBinary,
): Promise<void> {
  await using canary = new Canary();
  const child = new Deno.Command(path, {
    args: ["run", "-e", "input('ready')", "-l", "python"],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  await using _ = {
    async [Symbol.asyncDispose](): Promise<void> {
      child.kill("SIGKILL");
      await child.stdin.close().catch(() => {});
      await child.stdout.cancel().catch(() => {});
      await child.status;
    },
  };
  const reader = child.stdout.getReader();
  await reader.read();
  reader.releaseLock();
  const guest = await childOf(child.pid);
  const read = (name: string): Promise<string> =>
    Deno.readTextFile(`/proc/${guest}/${name}`);
  const variables = await read("environ");
  canary.assertUntouched(variables);
  assertEquals(variables, "NO_COLOR=1\0");
  assertEquals(await Deno.readLink(`/proc/${guest}/cwd`), "/");
  const [, ...args] = (await read("cmdline")).split("\0");
  assertEquals(args, [CHILD, "pyodide", "python", ""]);
}

async function breakOut(
  { path }: TestedBinary,
  isolation: Isolation,
): Promise<void> {
  await using canary = new Canary();
  const flags = ["--isolation", isolation, "--json", "--timeout", "60s"];
  const attack = async (code: string): Promise<Attacked> => {
    const args = ["run", ...flags, "-e", canary.fill(code)];
    const outcome = await output(path, args);
    canary.assertUntouched(outcome);
    const result = JSON.parse(outcome.stdout);
    // Otherwise the attacks were not made.
    const { stdout } = result;
    assert(stdout.startsWith("broken out of 314.0.7\n"), stdout);
    return result;
  };
  for (const { code } of APART) {
    const { status } = await attack(BREAK_OUT + code);
    assert(["error", "crashed"].includes(status), status);
  }
  let left = IN_TURN;
  // Some attacks end the interpreter; those after them are made in the next one.
  while (left.length > 0) {
    const { status, stdout } = await attack(makeAttacks(left));
    const made = stdout.match(/^attack: /gm)?.length ?? 0;
    const refused = stdout.match(/^refused: /gm)?.length ?? 0;
    assertEquals(stdout.includes("REACHED"), false, stdout);
    assertEquals(made - refused, status === "crashed" ? 1 : 0, stdout);
    assert(made > 0);
    left = left.slice(made);
  }
}

/** The outcome of attacks. */
interface Attacked {
  readonly status: string;
  readonly stdout: string;
}

async function childOf(parent: number): Promise<number> {
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await Deno.readTextFile(`/proc/${name}/stat`).catch(() => "");
    // After the name in parentheses: the state, then the parent.
    const [, owner] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(owner) === parent) return Number(name);
  }
  throw new Error(`Process ${parent} has no child`);
}
