import { assert, assertEquals } from "@std/assert";
import type { HostResponse } from "../../../../sandbox/host_requests/host_requests.ts";
import {
  HOST_FILES,
  type HostFiles,
} from "../../../../sandbox/host_requests/mounts/host_files.ts";
import { MAX_HANDLES } from "../../../../sandbox/host_requests/mounts/mount_service.ts";
import { namesIn, TestDirectory } from "./_directory.ts";
import { ask, base64, openAll, refusalOf } from "./_mount_service.ts";

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
