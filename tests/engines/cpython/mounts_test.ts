/** Directories of the host in the tree: what a guest's calls ask for, and what becomes of the answers. */
import { assertEquals } from "@std/assert";
import type { MountRequest } from "../../../core/mount_messages.ts";
import type { FileTree } from "../../../engines/cpython/files.js";
import {
  CREATE,
  createTree,
  DIRECTORY,
  EXCLUSIVE,
  Guest,
  READ,
  TRUNCATE,
} from "./_guest.ts";

/** A host with a directory that has a file and a directory; it notes what it is asked. */
class FakeHost {
  readonly asked: string[] = [];
  content = "text of the host's";
  fails: string | undefined;

  readonly tell = (
    request: MountRequest,
    data?: string,
  ):
    | { value: unknown; bytes?: Uint8Array }
    | { error: { name: string } } => {
    const { op, ...rest } = request;
    const said = Object.values(rest).filter((one) => one !== false);
    this.asked.push(
      [op, ...said, ...data === undefined ? [] : [atob(data)]].join(" "),
    );
    if (this.fails === "throw") throw new Error("the host's");
    if (this.fails !== undefined) return { error: { name: this.fails } };
    return this.#answer(request, data);
  };

  #answer(
    request: MountRequest,
    data = "",
  ):
    | { value: unknown; bytes?: Uint8Array }
    | { error: { name: string } } {
    const stat = (kind: string): { value: unknown } => ({
      value: { kind, size: this.content.length, mtimeMs: 1.5 },
    });
    switch (request.op) {
      case "stat":
        if (request.path.endsWith("/file")) return stat("file");
        if (/\/(?:data|dir)$/.test(request.path)) return stat("directory");
        return { error: { name: "ENOENT" } };
      case "fstat":
        return stat("file");
      case "list":
        return { value: [["file", "file"], ["dir", "directory"]] };
      case "open":
        if (/\/dir$/.test(request.path)) return { error: { name: "EISDIR" } };
        return { value: 7 };
      case "read": {
        const { offset, length } = request;
        const bytes = new TextEncoder().encode(this.content)
          .slice(offset, offset + length);
        return { value: null, bytes };
      }
      case "write":
        this.content += atob(data);
        return { value: data.length };
      default:
        return { value: null };
    }
  }

  /** What was asked since the last time. */
  take(): string[] {
    return this.asked.splice(0);
  }
}

function mounted(host: FakeHost, path = "/work/data"): FileTree {
  const tree = createTree();
  tree.addMount(path, host.tell);
  return tree;
}

function withHost(): { host: FakeHost; guest: Guest } {
  const host = new FakeHost();
  return { host, guest: new Guest({ tree: mounted(host) }) };
}

Deno.test("a file of the host's is opened, read, written and closed", () => {
  const { host, guest } = withHost();
  const fd = guest.fd("work/data/file");
  assertEquals(host.take(), ["open /work/data/file true"]);
  assertEquals(guest.read(fd, 5, 2), "text of");
  assertEquals(host.take(), ["read 7 0 5", "read 7 5 2"]);
  assertEquals(guest.write(fd, "!"), 1);
  assertEquals(host.take(), ["write 7 7 !"]);
  assertEquals(guest.call("fd_filestat_set_size", fd, 2n), "");
  assertEquals(guest.call("fd_filestat_get", fd, 0), "");
  assertEquals(guest.call("fd_close", fd), "");
  assertEquals(host.take(), ["truncate 7 2", "fstat 7", "close 7"]);
});

Deno.test("a path asks for its end alone", () => {
  const { host, guest } = withHost();
  assertEquals(guest.stat("work/data/dir/../file"), {
    type: 4,
    links: 1,
    size: 18,
    modified: 1_500_000n,
  });
  assertEquals(host.take(), ["stat /work/data/dir", "stat /work/data/file"]);
  guest.open("work/data/some/way/file", { rights: READ });
  assertEquals(host.take(), ["open /work/data/some/way/file"]);
  assertEquals(guest.stat("work/data/none/../file"), "ENOENT");
  assertEquals(guest.stat("work/data/file/"), "ENOTDIR");
  assertEquals(guest.stat("work/data/file/../file"), "ENOTDIR");
  host.take();
  assertEquals(guest.contentOf("work/data/../../dev/null"), "");
  assertEquals(host.take(), []);
});

Deno.test("flags go to the host", () => {
  const { host, guest } = withHost();
  guest.fd("work/data/new", { how: CREATE | EXCLUSIVE });
  guest.fd("work/data/new", { how: CREATE | TRUNCATE });
  assertEquals(host.take(), [
    "open /work/data/new true true true",
    "open /work/data/new true true",
    "truncate 7 0",
  ]);
  assertEquals(guest.open("work/data/dir"), "EISDIR");
  assertEquals(
    guest.open("work/data/dir", { how: CREATE, rights: READ }),
    "EISDIR",
  );
  const fd = guest.fd("work/data/dir", { rights: READ });
  assertEquals(guest.list(fd), [".", "..", "file", "dir"]);
  assertEquals(
    guest.open("work/data/file", { how: DIRECTORY, rights: READ }),
    "ENOTDIR",
  );
  assertEquals(
    guest.open("work/data/none", { how: DIRECTORY, rights: READ }),
    "ENOENT",
  );
  assertEquals(guest.open("work/data/new/", { how: CREATE }), "EISDIR");
});

Deno.test("a listing is asked for once, and continues by its cookies", () => {
  const { host, guest } = withHost();
  const fd = guest.fd("work/data", { how: DIRECTORY, rights: READ });
  host.take();
  assertEquals(guest.list(fd, { bufferBytes: 40 }), [".", "..", "file", "dir"]);
  assertEquals(guest.list(fd, { cookie: 3n }), ["dir"]);
  assertEquals(host.take(), ["list /work/data"]);
  for (let i = 0; i < 10; i++) {
    guest.list(guest.fd("work/data", { how: DIRECTORY, rights: READ }));
  }
  host.take();
  // It was dropped for others.
  assertEquals(guest.list(fd, { cookie: 3n }), ["dir"]);
  assertEquals(host.take(), ["list /work/data"]);
});

Deno.test("names of the host's are made, moved and removed by it", () => {
  const { host, guest } = withHost();
  assertEquals(guest.at("path_create_directory", "work/data/d"), "");
  assertEquals(guest.at("path_remove_directory", "work/data/d"), "");
  assertEquals(guest.at("path_unlink_file", "work/data/file"), "");
  assertEquals(guest.rename("work/data/file", "work/data/dir/b"), "");
  assertEquals(host.take(), [
    "mkdir /work/data/d",
    "rmdir /work/data/d",
    "unlink /work/data/file",
    "rename /work/data/file /work/data/dir/b",
  ]);
  guest.make("work/a");
  assertEquals(guest.rename("work/data/file", "work/b"), "EXDEV");
  assertEquals(guest.rename("work/a", "work/data/a"), "EXDEV");
  assertEquals(guest.link("work/a", "work/data/a"), "EXDEV");
  assertEquals(guest.link("work/data/file", "work/b"), "EXDEV");
  assertEquals(guest.link("work/data/file", "work/data/b"), "EPERM");
  assertEquals(guest.symlink("x", "work/data/b"), "EPERM");
  assertEquals(guest.at("path_remove_directory", "work/data"), "EBUSY");
  assertEquals(guest.at("path_unlink_file", "work/data"), "EISDIR");
  assertEquals(guest.rename("work/data", "work/b"), "EBUSY");
  assertEquals(guest.at("path_create_directory", "work/d"), "");
  assertEquals(guest.rename("work/d", "work/data"), "EBUSY");
});

Deno.test("what the host refuses keeps its reason, and changes nothing", () => {
  const { host, guest } = withHost();
  const fd = guest.fd("work/data/file");
  for (
    const [name, errno] of [["EROFS", "EROFS"], ["EWHAT", "EIO"], [
      "throw",
      "EIO",
    ]] as const
  ) {
    host.fails = name;
    assertEquals(guest.open("work/data/new", { how: CREATE }), errno);
    assertEquals(guest.at("path_create_directory", "work/data/d"), errno);
    assertEquals(guest.read(fd, 1), errno);
    assertEquals(guest.write(fd, "x"), errno);
    assertEquals(guest.stat("work/data/file"), errno);
    assertEquals(guest.call("fd_filestat_get", fd, 0), errno);
  }
  host.fails = undefined;
  assertEquals(guest.read(fd, 4), "text");
  assertEquals(guest.open("work/data/new", { how: CREATE }), fd + 1);
  assertEquals(guest.tree.usage.names, 0);
  host.fails = "EIO";
  assertEquals(guest.call("fd_close", fd), "EIO");
  assertEquals(guest.call("fd_close", fd), "EBADF");
});

Deno.test("a mount may be preopened by itself", () => {
  const host = new FakeHost();
  const guest = new Guest({
    tree: mounted(host),
    preopens: [{ path: "/data", at: "/work/data" }],
  });
  assertEquals(guest.contentOf("file"), "text of the host's");
  assertEquals(guest.contentOf("dir/../file"), "text of the host's");
  assertEquals(guest.open("../a", { rights: READ }), "ENOTCAPABLE");
  assertEquals(guest.open("dir/../../a", { rights: READ }), "ENOTCAPABLE");
});

Deno.test("an open file of the host's is opened anew where it is restored", () => {
  const { host, guest } = withHost();
  const fd = guest.fd("work/data/file");
  guest.read(fd, 5);
  const directory = guest.fd("work/data/dir", { rights: READ });
  const other = new Guest({ tree: guest.tree.clone() });
  other.wasi.restore(guest.wasi.save());
  host.take();
  assertEquals(other.read(fd, 2), "of");
  assertEquals(other.list(directory), [".", "..", "file", "dir"]);
  assertEquals(host.take(), [
    "open /work/data/file true",
    "read 7 5 2",
    "list /work/data/dir",
  ]);
});

Deno.test("long transfers go to the host in pieces", () => {
  const host = new FakeHost();
  const tree = mounted(host);
  const guest = new Guest({ tree });
  guest.memory.grow(60);
  const fd = guest.fd("work/data/file");
  host.take();
  host.content = "x".repeat(3_000_000);
  guest.view.setUint32(0, 100_000, true);
  guest.view.setUint32(4, 2_500_000, true);
  assertEquals(guest.call("fd_pread", fd, 0, 1, 10n, 8), "");
  assertEquals(guest.view.getUint32(8, true), 2_500_000);
  assertEquals(host.take(), [
    "read 7 10 1048576",
    "read 7 1048586 1048576",
    "read 7 2097162 402848",
  ]);
  assertEquals(guest.call("fd_pwrite", fd, 0, 1, 10n, 8), "");
  assertEquals(host.take().length, 5);
});
