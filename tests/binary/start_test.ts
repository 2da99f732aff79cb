import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { formatBytes } from "../../core/units.ts";
import { makeBinary } from "./_binary.ts";

const MiB = 2 ** 20;
/**
 * The limits of a binary in bytes: as a whole, and beside Deno's base. It contains the parser of TypeScript twice, 3.6 MiB
 * each: in the guests' worker, which can import nothing, and for modules of `--functions`. The snapshot of Python is 17.5 MiB.
 */
const BUDGET = { whole: 130 * MiB, parts: 42 * MiB } as const;

/** Makes the disk read-only and removes the network for a command, on a kernel that permits this to users. */
const ALONE = [
  "unshare",
  "--user",
  "--map-root-user",
  "--net",
  "--mount",
  "sh",
  "-c",
  `mount -o remount,bind,ro / && ! touch "$0" 2>/dev/null && exec "$@"`,
  "/written-though-it-must-not-be",
];

const LANGUAGES = ["python", "javascript", "typescript"];

const binary = await makeBinary();
if ("path" in binary) {
  const { path, parts } = binary;

  Deno.test("the binary is within its limits of bytes", async () => {
    const { size } = await Deno.stat(path);
    assert(size <= BUDGET.whole, formatBytes(size));
    const bytes = await bytesIn(parts);
    assert(bytes <= BUDGET.parts, formatBytes(bytes));
  });

  Deno.test("the binary starts in an empty directory, with no cache, HOME or any other variable", async () => {
    const directory = await Deno.makeTempDir();
    try {
      await Deno.chmod(directory, 0o500).catch(() => {});
      for (const language of LANGUAGES) {
        const outcome = await runAlone([path], language, directory);
        assertEquals(outcome, [0, "2\n", ""]);
      }
      assertEquals(await Array.fromAsync(Deno.readDir(directory)), []);
    } finally {
      await Deno.remove(directory);
    }
  });

  Deno.test({
    name: "the binary starts without a network and without a writable disk",
    ignore: !await canBeAlone(),
    async fn(): Promise<void> {
      for (const language of LANGUAGES) {
        const outcome = await runAlone([...ALONE, path], language, "/");
        assertEquals(outcome, [0, "2\n", ""]);
      }
    },
  });

  Deno.test("the binary says that it cannot start cpython", async () => {
    const command = [path, "run", "--engine", "cpython", "-e", "1"];
    const [status, stdout, stderr] = await output(command, "/");
    assertEquals([status, stdout], [3, ""]);
    assertStringIncludes(stderr, "Cannot use cpython as this binary");
  });

  Deno.test("the binary reports that its snapshot is part of it", async () => {
    assertEquals(
      (await output([path, "warm"], "/"))[1].replace(/[\d.]+MiB/, "some"),
      "The snapshot is part of this program (some)\n",
    );
    const [, engines] = await output([path, "engines", "--json"], "/");
    assertEquals(JSON.parse(engines).engines[0].snapshot.state, "embedded");
  });
}

async function bytesIn(parts: URL): Promise<number> {
  let bytes = 0;
  for (const folder of [parts, new URL("assets/", parts)]) {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile) bytes += (await Deno.stat(new URL(name, folder))).size;
    }
  }
  return bytes;
}

function runAlone(
  command: readonly string[],
  language: string,
  cwd: string,
): Promise<[number, string, string]> {
  return output([...command, "run", "-l", language, "-e", "1+1"], cwd);
}

async function output(
  [program = "", ...args]: readonly string[],
  cwd: string,
): Promise<[number, string, string]> {
  const path = Deno.env.get("PATH") ?? "";
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd,
    clearEnv: true,
    // For the programs that start the binary.
    ...(program.startsWith("/") ? {} : { env: { PATH: path } }),
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return [code, decoder.decode(stdout), decoder.decode(stderr)];
}

async function canBeAlone(): Promise<boolean> {
  try {
    return (await output([...ALONE, "true"], "/"))[0] === 0;
  } catch {
    return false;
  }
}
