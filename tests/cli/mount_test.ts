import { assertEquals, assertStringIncludes } from "@std/assert";
import { TestDirectory } from "../sandbox/mounts/_directory.ts";
import { isBinary, sandglass, usualFlags } from "./_cli.ts";

Deno.test("run --mount shows a directory, and lets the guest write where it may", async () => {
  await using directory = new TestDirectory();
  directory.write("a.txt", "hello");
  const { inside } = directory;
  const code = `
import os
try:
    open('/data/new.txt', 'w')
except OSError as error:
    print(error.strerror)
open('/out/new.txt', 'w').write('x')
open('/over/a.txt', 'a').write('!')
print(open('/data/a.txt').read(), open('/over/a.txt').read(), os.path.exists('/data/new.txt'))`;
  const args = [
    "run",
    "-e",
    code,
    `--mount=${inside}:/data`,
    `--mount=${inside}:/out:rw`,
    "--mount",
    `${inside}:/over:overlay`,
  ];
  const flags = usualFlags().map((flag) =>
    flag.startsWith("--allow-write=") ? `${flag},${inside}` : flag
  );
  const result = await sandglass(args, { flags });
  assertEquals(result, {
    status: 0,
    stdout: "Read-only file system\nhello hello! True\n",
    stderr: "",
  });
  assertEquals(directory.read("a.txt"), "hello");
  if (isBinary) return;
  const { status, stderr } = await sandglass(args);
  assertEquals(status, 3);
  assertStringIncludes(
    stderr,
    `Cannot mount /out as write access to "${inside}" is not granted: --allow-write`,
  );
});

Deno.test("run --mount says what is wrong with it", async () => {
  for (
    const [mount, status, message] of [
      ["data", 2, "Cannot set --mount as it must have a host path"],
      [
        "/tmp:/work",
        2,
        "Cannot set --mount as a mount must not take the place of /work",
      ],
      [
        "/nowhere/at/all:/data",
        3,
        'Cannot mount /data as "/nowhere/at/all" must be a directory',
      ],
    ] as const
  ) {
    const result = await sandglass(["run", "-e", "1", "--mount", mount]);
    assertEquals(result.status, status);
    assertStringIncludes(result.stderr, message);
  }
});
