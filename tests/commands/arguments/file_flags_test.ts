import { assertEquals, assertRejects } from "@std/assert";
import { readInputFiles } from "../../../commands/arguments/file_flags.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import { fakeContext } from "../_fake_context.ts";

const context = fakeContext({
  files: {
    "dir/a.csv": "1,2",
    "b": "bb",
    "host:colon": "c",
    "dir": new Deno.errors.IsADirectory("Is a directory"),
    "locked": new Deno.errors.PermissionDenied("Permission denied"),
    "unasked": new Deno.errors.NotCapable("Requires read access"),
  },
});

function read(
  named: readonly string[],
  fileBytes = 100,
): Promise<Record<string, Uint8Array>> {
  return readInputFiles(named, { context, fileBytes });
}

Deno.test("readInputFiles() puts files under their own names, or under given ones", async () => {
  const cases: readonly (readonly [string, string])[] = [
    ["dir/a.csv", "a.csv"],
    ["dir/a.csv:in/b.csv", "in/b.csv"],
    ["dir/a.csv:/work/c", "c"],
    ["dir/a.csv:in/", "in/a.csv"],
    ["host:colon:d", "d"],
    ["b:__proto__", "__proto__"],
  ];
  for (const [flag, guest] of cases) {
    assertEquals(Object.keys(await read([flag])), [guest], flag);
  }
  const files = await read(["dir/a.csv", "b"]);
  assertEquals(new TextDecoder().decode(files["a.csv"]), "1,2");
  assertEquals(Object.keys(files), ["a.csv", "b"]);
});

Deno.test("readInputFiles() refuses a file that it cannot read, and says why", async () => {
  const cases: readonly (readonly [string, string])[] = [
    ["no", "Cannot read no as there is no such file"],
    ["dir", "Cannot read dir as it is a directory: a file is expected"],
    ["locked", "Cannot read locked as the system does not permit it"],
    ["unasked", "add --allow-read=unasked before the program's name"],
    [":a", 'Cannot set --file as it must name a file: given is ":a"'],
    ["b:", "Cannot set --file as GUEST must not be empty"],
    ["b:..", "Cannot set --file as GUEST must not leave /work"],
    ["b:/etc/passwd", "Cannot set --file as GUEST must be relative or below"],
    ["b:x\0y", "Cannot set --file as GUEST must have no NUL"],
  ];
  for (const [flag, message] of cases) {
    await assertRejects(() => read([flag]), UsageError, message);
  }
});

Deno.test("readInputFiles() refuses two files with one path, and too many bytes", async () => {
  await assertRejects(
    () => read(["b", "dir/a.csv:./b"]),
    UsageError,
    'Cannot set --file as two of them must not be "b" in the guest',
  );
  assertEquals(Object.keys(await read(["b", "dir/a.csv"], 5)).length, 2);
  await assertRejects(
    () => read(["b", "dir/a.csv"], 4),
    UsageError,
    "Cannot copy dir/a.csv as the guest's files may have at most 4B together (--max-file-bytes sets the limit)",
  );
});
