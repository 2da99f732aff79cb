// deno-lint-ignore-file no-sync-fn-in-async-fn -- nothing else goes on meanwhile
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  InvalidFileError,
  look,
  openRegular,
  readKnown,
} from "../../sandbox/open_file.ts";

const RULES = { maxBytes: 2 ** 20 };
const isWindows = Deno.build.os === "windows";
const user = isWindows ? null : Deno.uid();

/** Gives a directory, and removes it afterwards. */
async function inDirectory(
  test: (directory: string) => Promise<void>,
): Promise<void> {
  const directory = await Deno.makeTempDir();
  try {
    await test(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

function run(command: string, ...args: string[]): void {
  const { success } = new Deno.Command(command, { args }).outputSync();
  if (!success) throw new Error(`Cannot run ${command}`);
}

/** What may lie in the place of a regular file. */
const OTHERS: Readonly<Record<string, (path: string) => void>> = {
  "a pipe": (path) => run("mkfifo", path),
  "a link to a device": (path) => Deno.symlinkSync("/dev/zero", path),
  "a link to a pipe": (path) => {
    run("mkfifo", `${path}-pipe`);
    Deno.symlinkSync(`${path}-pipe`, path);
  },
  "a link to a regular file": (path) => {
    Deno.writeTextFileSync(`${path}-file`, "text");
    Deno.symlinkSync(`${path}-file`, path);
  },
  "a link to nothing": (path) => Deno.symlinkSync("nothing", path),
  "a directory": (path) => Deno.mkdirSync(path),
  "a socket": (path) => {
    // The listener takes its own name along when it is closed.
    using _ = Deno.listen({ transport: "unix", path: `${path}-bound` });
    Deno.linkSync(`${path}-bound`, path);
  },
};

for (const [name, make] of Object.entries(OTHERS)) {
  Deno.test({
    name: `openRegular() refuses ${name}, and does not wait for it`,
    ignore: isWindows,
    fn: () =>
      inDirectory(async (directory) => {
        const path = `${directory}/file`;
        make(path);
        await assertRejects(
          () => openRegular(path, RULES),
          InvalidFileError,
          "is no regular file",
        );
        assertThrows(() => look(path, RULES), InvalidFileError);
      }),
  });
}

Deno.test("openRegular() refuses a file over its limit, however little of it is there", () =>
  inDirectory(async (directory) => {
    const path = `${directory}/file`;
    Deno.writeTextFileSync(path, "");
    Deno.truncateSync(path, 3 * 2 ** 30);
    await assertRejects(
      () => openRegular(path, RULES),
      InvalidFileError,
      "has more than 1 MiB",
    );
    Deno.truncateSync(path, 2 ** 20);
    using file = await openRegular(path, RULES);
    assertEquals(file.size, 2 ** 20);
  }));

Deno.test({
  name: "openRegular() refuses what another user owns, and what all can write",
  // Only root can give a file away.
  ignore: user !== 0,
  fn: () =>
    inDirectory(async (directory) => {
      const path = `${directory}/file`;
      Deno.writeTextFileSync(path, "text", { mode: 0o600 });
      const rules = { ...RULES, owner: 1_000 };
      // What root owns, everybody has to trust.
      (await openRegular(path, rules))[Symbol.dispose]();
      Deno.chownSync(path, 1_001, null);
      await assertRejects(
        () => openRegular(path, rules),
        InvalidFileError,
        "belongs to another user (1001)",
      );
      (await openRegular(path, RULES))[Symbol.dispose]();
      Deno.chownSync(path, 1_000, null);
      (await openRegular(path, rules))[Symbol.dispose]();
      Deno.chmodSync(path, 0o666);
      await assertRejects(
        () => openRegular(path, rules),
        InvalidFileError,
        "can be written by every user",
      );
    }),
});

Deno.test("openRegular() goes on with the file that it checked when another takes its name", () =>
  inDirectory(async (directory) => {
    const path = `${directory}/file`;
    Deno.writeTextFileSync(path, "checked");
    using file = await openRegular(path, RULES);
    Deno.writeTextFileSync(`${path}-other`, "swapped");
    Deno.renameSync(`${path}-other`, path);
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    assertEquals(text(await file.readAll()), "checked");
    assertEquals(text(await file.read(1, 3)), "hec");
    assertEquals(Deno.readTextFileSync(path), "swapped");
  }));

Deno.test("openRegular() tells of a file that is not there as the system does", () =>
  inDirectory(async (directory) => {
    await assertRejects(
      () => openRegular(`${directory}/file`, RULES),
      Deno.errors.NotFound,
    );
  }));

Deno.test("readKnown() reads a file that has its size and digest, and no other", () =>
  inDirectory(async (directory) => {
    const path = `${directory}/file`;
    const contents = new TextEncoder().encode("contents");
    const digest = await crypto.subtle.digest("SHA-256", contents);
    const known = {
      path,
      sha256: new Uint8Array(digest).toHex(),
      bytes: contents.length,
    };
    const assertFault = async (
      fault: string,
      file = known,
    ): Promise<void> => {
      await assertRejects(() => readKnown(file), InvalidFileError, fault);
    };
    await assertFault("cannot be read (");
    await Deno.writeFile(path, contents);
    assertEquals(await readKnown(known), contents);
    await assertFault("is damaged", { ...known, sha256: "0".repeat(64) });
    await assertFault("is damaged", { ...known, bytes: 7 });
    await Deno.writeTextFile(path, "Contents");
    await assertFault("is damaged");
    await Deno.remove(path);
    await Deno.mkdir(path);
    await assertFault("is no regular file");
  }));
