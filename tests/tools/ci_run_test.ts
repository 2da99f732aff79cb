import { assertEquals } from "@std/assert";
import { isThere } from "../cli/_shells.ts";
import { Folder } from "./test/_folder.ts";

const CI_RUN = new URL("../../.ci/run", import.meta.url);

/** Runs the script with a fake npx that has this output and status, and returns its last line. */
async function runWith(
  output: string,
  status: number,
): Promise<readonly [code: number, lastLine: string | undefined]> {
  await using folder = new Folder();
  folder.write("output", output);
  const scripts = {
    // The installation is not under test.
    "apt-get": "exit 1",
    "npx": `cat '${folder.path}/output'\nexit ${status}`,
  };
  for (const [name, script] of Object.entries(scripts)) {
    await Deno.chmod(folder.write(name, `#!/bin/sh\n${script}\n`), 0o755);
  }
  const { code, stdout } = await new Deno.Command("bash", {
    args: [decodeURIComponent(CI_RUN.pathname)],
    env: {
      PATH: `${folder.path}:${Deno.env.get("PATH")}`,
      DENO_COMPILE: "none",
    },
    stdin: "null",
  }).output();
  return [code, new TextDecoder().decode(stdout).trimEnd().split("\n").at(-1)];
}

const CASES = [
  ["all passed", "x\n3 passed, 0 failed\n", 0, 0, "3 passed, 0 failed"],
  [
    "some are skipped",
    "3 passed, 0 failed, 2 skipped\n",
    0,
    0,
    "3 passed, 0 failed, 2 skipped",
  ],
  ["some failed", "3 passed, 2 failed\n", 1, 1, "3 passed, 2 failed"],
  ["it crashes", "Killed\n", 137, 1, "0 passed, 1 failed"],
  ["it prints nothing", "", 0, 1, "0 passed, 1 failed"],
  [
    "it crashes after its count",
    "3 passed, 0 failed\n",
    134,
    1,
    "3 passed, 1 failed",
  ],
  ["nothing ran", "0 passed, 0 failed\n", 0, 1, "0 passed, 1 failed"],
  [
    "a test prints such a line, too",
    "9 passed, 0 failed\n2 passed, 1 failed, 1 skipped\n",
    1,
    1,
    "2 passed, 1 failed, 1 skipped",
  ],
] as const;

for (const [what, output, status, code, line] of CASES) {
  Deno.test({
    name: `.ci/run ends with the count when ${what}`,
    ignore: !isThere("bash"),
    async fn(): Promise<void> {
      assertEquals(await runWith(output, status), [code, line]);
    },
  });
}
