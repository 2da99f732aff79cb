import { assert, assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import type { ResolvedMount } from "../../../../core/mounts.ts";
import {
  GuestVisibleError,
  type HostResponse,
} from "../../../../sandbox/host_requests/host_requests.ts";
import {
  HOST_FILES,
  type HostFiles,
} from "../../../../sandbox/host_requests/mounts/host_files.ts";
import {
  type Mounts,
  openMounts,
} from "../../../../sandbox/host_requests/mounts/mod.ts";
import { MAX_HANDLES } from "../../../../sandbox/host_requests/mounts/mount_service.ts";
import { namesIn, SECRET, TestDirectory } from "./_directory.ts";

const LIMITS = { fileBytes: 2 ** 20, maxFiles: 1_000 };

interface Asking {
  readonly data?: string;
  readonly signal?: AbortSignal;
}

function askText(
  mounts: Mounts,
  request: string,
  { data, signal }: Asking = {},
): Promise<HostResponse> {
  return mounts.service(
    { run: 1, id: 1, service: "file", body: request, data },
    { run: 1, signal: signal ?? new AbortController().signal },
  );
}

function ask(
  mounts: Mounts,
  request: unknown,
  asking?: Asking,
): Promise<HostResponse> {
  return askText(mounts, JSON.stringify(request), asking);
}

/** How a request is refused, or `none`. */
async function refusalOf(answer: Promise<HostResponse>): Promise<string> {
  try {
    await answer;
    return "none";
  } catch (error) {
    assert(error instanceof GuestVisibleError, `${error}`);
    return error.name;
  }
}

function openAll(
  mounts: readonly ResolvedMount[],
  files: HostFiles = HOST_FILES,
): Promise<Mounts> {
  return openMounts(mounts, { limits: LIMITS, files });
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64();
}

Deno.test("openMounts() serves files by handle and by path", async () => {
  await using directory = new TestDirectory();
  directory.write("a", "hello");
  const mounts = await openAll([directory.mount("rw")]);
  const { value: handle } = await ask(mounts, {
    op: "open",
    path: "/data/a",
    write: true,
  });
  const read = { op: "read", offset: 1, length: 3 };
  for (const on of [{ handle }, { path: "/data/a" }]) {
    const { bytes } = await ask(mounts, { ...read, ...on });
    assertEquals(new TextDecoder().decode(bytes), "ell");
  }
  const write = { op: "write", offset: 5 };
  assertEquals(await ask(mounts, { ...write, handle }, { data: base64("!") }), {
    value: 1,
  });
  await ask(mounts, { ...write, path: "/data/b", create: true, offset: 0 }, {
    data: base64("new"),
  });
  await ask(mounts, { op: "truncate", path: "/data/b", size: 2 });
  assertEquals([directory.read("a"), directory.read("b")], ["hello!", "ne"]);
  const { value: listed } = await ask(mounts, { op: "list", path: "/data" });
  assert(Array.isArray(listed));
  assertEquals(listed.toSorted(), [["a", "file"], ["b", "file"]]);
  await ask(mounts, { op: "close", handle });
  assertEquals(await refusalOf(ask(mounts, { ...read, handle })), "EBADF");
  mounts.close();
});

Deno.test("openMounts() writes to nothing that was not granted for it", async () => {
  await using directory = new TestDirectory();
  directory.write("a", "hello");
  const mounts = await openAll([directory.mount("ro")]);
  const data = base64("x");
  for (
    const request of [
      { op: "open", path: "/data/a", write: true },
      { op: "open", path: "/data/a", truncate: true },
      { op: "open", path: "/data/b", create: true },
      { op: "write", path: "/data/a", offset: 0 },
      { op: "truncate", path: "/data/a", size: 0 },
      { op: "mkdir", path: "/data/d" },
      { op: "rmdir", path: "/data/d" },
      { op: "unlink", path: "/data/a" },
      { op: "rename", path: "/data/a", to: "/data/b" },
    ]
  ) {
    assertEquals(
      await refusalOf(ask(mounts, request, { data })),
      "EROFS",
      request.op,
    );
  }
  const { value: handle } = await ask(mounts, { op: "open", path: "/data/a" });
  assertEquals(
    await refusalOf(ask(mounts, { op: "write", handle, offset: 0 }, { data })),
    "EBADF",
  );
  assertEquals(
    await refusalOf(ask(mounts, { op: "truncate", handle, size: 0 })),
    "EBADF",
  );
  assertEquals(directory.read("a"), "hello");
  mounts.close();
});

Deno.test("openMounts() renames within one mount", async () => {
  await using directory = new TestDirectory();
  directory.write("a", "x");
  const mounts = await openAll([
    directory.mount("rw", "/one"),
    directory.mount("rw", "/two"),
  ]);
  const rename = { op: "rename", path: "/one/a" };
  assertEquals(
    await refusalOf(ask(mounts, { ...rename, to: "/two/b" })),
    "EXDEV",
  );
  assertEquals(
    await refusalOf(ask(mounts, { ...rename, to: "/three/b" })),
    "ENOENT",
  );
  await ask(mounts, { ...rename, to: "/one/b" });
  assertEquals(directory.read("b"), "x");
});

Deno.test("openMounts() has a limit of open files", async () => {
  await using directory = new TestDirectory();
  directory.write("a", "x");
  const mounts = await openAll([directory.mount()]);
  const open = { op: "open", path: "/data/a" };
  for (let i = 0; i < MAX_HANDLES; i++) await ask(mounts, open);
  assertEquals(await refusalOf(ask(mounts, open)), "EMFILE");
  await ask(mounts, { op: "close", handle: 7 });
  await ask(mounts, open);
  // The sanitizer finds what stays open.
  mounts.close();
  assertEquals(await refusalOf(ask(mounts, open)), "EIO");
});

Deno.test("openMounts() does one thing after another, and none for a run that is over", async () => {
  await using directory = new TestDirectory();
  directory.write("a", "x");
  let running = 0;
  let most = 0;
  const files: HostFiles = {
    ...HOST_FILES,
    realPath: async (path) => {
      most = Math.max(most, ++running);
      const real = await HOST_FILES.realPath(path);
      running--;
      return real;
    },
  };
  const mounts = await openAll([directory.mount("rw")], files);
  const run = new AbortController();
  const { signal } = run;
  const { value: handle } = await ask(mounts, { op: "open", path: "/data/a" });
  const answers = Array.from(
    { length: 20 },
    () => ask(mounts, { op: "stat", path: "/data/a" }),
  );
  await Promise.all(answers);
  assertEquals(most, 1);
  const late = ask(mounts, { op: "unlink", path: "/data/a" }, { signal });
  const close = ask(mounts, { op: "close", handle }, { signal });
  run.abort();
  assertEquals(await refusalOf(late), "EIO");
  assertEquals(await refusalOf(close), "none");
  assertEquals(directory.read("a"), "x");
});

Deno.test("openMounts() lets go of a file whose opening was slower than its sandbox", async () => {
  await using directory = new TestDirectory();
  directory.write("a", "x");
  const opening = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const files: HostFiles = {
    ...HOST_FILES,
    open: async (path, options) => {
      opening.resolve();
      await goOn.promise;
      return await HOST_FILES.open(path, options);
    },
  };
  const mounts = await openAll([directory.mount()], files);
  const answer = refusalOf(ask(mounts, { op: "open", path: "/data/a" }));
  await opening.promise;
  mounts.close();
  goOn.resolve();
  assertEquals(await answer, "EIO");
});

Deno.test("openMounts() reports what was written to overlays, by guest paths", async () => {
  await using directory = new TestDirectory();
  const mounts = await openAll([
    directory.mount("overlay", "/over"),
    directory.mount("rw", "/rw"),
  ]);
  const write = (path: string): Promise<HostResponse> =>
    ask(mounts, { op: "write", path, create: true, offset: 0 }, {
      data: base64("abc"),
    });
  await write("/over/a");
  await write("/rw/b");
  assertEquals(mounts.changes(), [{ path: "/over/a", bytes: 3 }]);
  assertEquals(mounts.changes(), []);
  assertEquals(mounts.read("/over/a"), new TextEncoder().encode("abc"));
  assertEquals(mounts.read("/over/missing"), undefined);
  assertEquals(mounts.read("/rw/b"), undefined);
  assertEquals(
    namesIn(directory.inside),
    ["b"],
  );
});

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
