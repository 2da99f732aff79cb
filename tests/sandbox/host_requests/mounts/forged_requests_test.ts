import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import {
  GuestVisibleError,
  type HostResponse,
} from "../../../../sandbox/host_requests/host_requests.ts";
import { SECRET, TestDirectory } from "./_directory.ts";
import { ask, askText, openAll, refusalOf } from "./_mount_service.ts";

Deno.test("openMounts() refuses requests that no engine makes", async () => {
  await using directory = new TestDirectory();
  directory.write("a", "x");
  const mounts = await openAll([directory.mount("rw")]);
  for (
    const [request, expected] of [
      ["", "EINVAL"],
      ["null", "EINVAL"],
      ["[]", "EINVAL"],
      ['"stat"', "EINVAL"],
      ["{", "EINVAL"],
      ['{"op":"__proto__"}', "EINVAL"],
      ['{"op":"stat"}', "EINVAL"],
      ['{"op":"stat","path":5}', "EINVAL"],
      ['{"op":"stat","path":"/etc/passwd"}', "ENOENT"],
      ['{"op":"stat","path":"a"}', "ENOENT"],
      ['{"op":"stat","path":"/data/../secret.txt"}', "EINVAL"],
      ['{"op":"stat","path":"/data//etc/passwd"}', "EINVAL"],
      ['{"op":"stat","path":"/data/"}', "EINVAL"],
      ['{"op":"stat","path":"/data/a\\u0000"}', "EINVAL"],
      ['{"op":"stat","path":"/data/\\ud800"}', "EINVAL"],
      [`{"op":"stat","path":"/data/${"a".repeat(5_000)}"}`, "ENAMETOOLONG"],
      [`{"op":"stat","path":"/data/${"a".repeat(1_000_000)}"}`, "ENAMETOOLONG"],
      [`{"op":"stat","path":${"[".repeat(30_000)}}`, "EINVAL"],
      ['{"op":"read","path":"/data/a","offset":-1,"length":1}', "EINVAL"],
      ['{"op":"read","path":"/data/a","offset":1e300,"length":1}', "EINVAL"],
      ['{"op":"read","path":"/data/a","offset":0,"length":"1"}', "EINVAL"],
      ['{"op":"read","handle":0.5,"offset":0,"length":1}', "EINVAL"],
      ['{"op":"read","handle":99,"offset":0,"length":1}', "EBADF"],
      ['{"op":"truncate","path":"/data/a","size":9007199254740991}', "EINVAL"],
      ['{"op":"truncate","path":"/data/a","size":1e15}', "ENOSPC"],
      ['{"op":"write","path":"/data/a","offset":1e15}', "ENOSPC"],
      ['{"op":"symlink","path":"/data/a","to":"/etc"}', "EINVAL"],
    ] as const
  ) {
    assertEquals(
      await refusalOf(askText(mounts, request)),
      expected,
      request.slice(0, 100),
    );
  }
  for (const data of ["%", "a".repeat(3_000_000)]) {
    const request = { op: "write", path: "/data/a", offset: 0 };
    assertEquals(await refusalOf(ask(mounts, request, { data })), "EINVAL");
  }
  const { bytes } = await ask(mounts, {
    op: "read",
    path: "/data/a",
    offset: 0,
    length: 2 ** 40,
  });
  assertEquals(bytes?.byteLength, 1);
});

const piece = fc.constantFrom(
  "",
  ".",
  "..",
  "a",
  "d",
  "b",
  "out",
  "hard",
  "file.txt",
  "secret.txt",
  "\0",
  "\ud800",
  "etc",
  "passwd",
);
const guestPath = fc.oneof(
  fc.array(piece, { maxLength: 5 }).map((parts) =>
    ["/data", ...parts].join("/")
  ),
  fc.constantFrom(
    "/etc/passwd",
    "/",
    "",
    "/over/a",
    "/over/d/b",
    "/over/out/file.txt",
    "/datax",
  ),
  fc.string(),
);
const number = fc.oneof(
  fc.integer({ min: 0, max: 9 }),
  fc.double(),
  fc.constantFrom(2 ** 20, 2 ** 53, -1, null, "1"),
);
const forged = fc.record({
  op: fc.constantFrom(
    "stat",
    "list",
    "open",
    "read",
    "write",
    "truncate",
    "mkdir",
    "rmdir",
    "unlink",
    "rename",
    "fstat",
    "close",
    "exec",
  ),
  path: guestPath,
  to: guestPath,
  handle: number,
  offset: number,
  length: number,
  size: number,
  write: fc.boolean(),
  create: fc.boolean(),
  exclusive: fc.boolean(),
  truncate: fc.boolean(),
}, { requiredKeys: ["op"] });

Deno.test("forged requests are refused or answered, and touch nothing outside", async () => {
  await using directory = new TestDirectory();
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.oneof({ weight: 9, arbitrary: forged }, {
            weight: 1,
            arbitrary: fc.anything(),
          }),
          fc.option(fc.base64String(), { nil: undefined }),
        ),
        { maxLength: 30 },
      ),
      async (requests) => {
        directory.clear();
        directory.write("a", "x");
        directory.write("d/b", "y");
        await Deno.symlink(directory.outside, `${directory.inside}/out`);
        const hard = `${directory.inside}/hard`;
        await Deno.link(`${directory.base}/secret.txt`, hard);
        const mounts = await openAll([
          directory.mount("rw"),
          directory.mount("overlay", "/over"),
        ]);
        try {
          for (const [request, data] of requests) {
            const text = JSON.stringify(request) ?? "";
            const answer = await askText(
              mounts,
              text,
              data === undefined ? {} : { data },
            )
              .catch((error) => {
                assert(error instanceof GuestVisibleError, `${error}`);
                return { value: `${error.name}: ${error.message}` };
              });
            const seen = JSON.stringify(answer.value ?? null) +
              new TextDecoder().decode((answer as HostResponse).bytes);
            assert(
              !seen.includes(SECRET) && !seen.includes(directory.base),
              seen,
            );
          }
        } finally {
          mounts.close();
        }
        directory.assertOutsideUntouched();
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("control: the outside is found touched when it is", async () => {
  await using directory = new TestDirectory();
  directory.assertOutsideUntouched();
  await Deno.writeTextFile(`${directory.outside}/new`, "");
  await assertRejects(() =>
    Promise.resolve().then(() => directory.assertOutsideUntouched())
  );
});
