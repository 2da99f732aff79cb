import { assertEquals, assertThrows } from "@std/assert";
import { linkGuestModule } from "../../tools/guest/scripts.ts";

interface Backend {
  stat(path: string): unknown;
  list(path: string): unknown;
  read(path: string, offset: number, length: number): Uint8Array;
  write(path: string, bytes: Uint8Array, at: number | "end"): void;
  create(path: string): void;
  truncate(path: string, size: number): void;
  rename(from: string, to: string): void;
}

type Tell = (
  request: Record<string, unknown>,
  data: ArrayBuffer | undefined,
) => { readonly value?: unknown; readonly bytes?: ArrayBuffer };

async function load(
  tell: Tell,
): Promise<{ backend: Backend; serves(path: string): boolean }> {
  const code = `export const { makeMounts } = ${linkGuestModule("mounts.js")}`;
  const { makeMounts } = await import(
    `data:application/javascript,${encodeURIComponent(code)}`
  );
  const ask = (
    service: string,
    request: string,
    data?: ArrayBuffer,
  ): unknown => {
    assertEquals(service, "file");
    return tell(JSON.parse(request), data);
  };
  return makeMounts({ request: ask }, [{ path: "/data", writable: true }, {
    path: "/work/x",
    writable: false,
  }]);
}

Deno.test("mounts.js serves mounts and the paths below them", async () => {
  const { serves } = await load(() => ({}));
  assertEquals(
    ["/data", "/data/a", "/work/x/y", "/datax", "/work", "/", "/work/xy"].map(
      serves,
    ),
    [true, true, true, false, false, false, false],
  );
});

Deno.test("mounts.js sends requests by path, in pieces", async () => {
  const asked: unknown[] = [];
  const { backend } = await load((request, data) => {
    asked.push(
      data === undefined ? request : { ...request, bytes: data.byteLength },
    );
    return request.op === "list"
      ? { value: [["a", "file"]] }
      : { value: 1, bytes: new ArrayBuffer(2) };
  });
  assertEquals(backend.stat("/data/a"), 1);
  assertEquals(backend.list("/data"), [{ name: "a", kind: "file" }]);
  assertEquals(backend.read("/data/a", 5, 2 ** 30), new Uint8Array(2));
  const bytes = new Uint8Array(2 ** 20 + 3).subarray(1);
  backend.write("/data/a", bytes, 10);
  backend.write("/data/a", new Uint8Array(1), "end");
  backend.create("/data/b");
  backend.truncate("/data/b", 3);
  backend.rename("/data/a", "/data/c");
  const path = "/data/a";
  assertEquals(asked, [
    { op: "stat", path },
    { op: "list", path: "/data" },
    { op: "read", path, offset: 5, length: 2 ** 20 },
    { op: "write", path, offset: 10, bytes: 2 ** 19 },
    { op: "write", path, offset: 10 + 2 ** 19, bytes: 2 ** 19 },
    { op: "write", path, offset: 10 + 2 ** 20, bytes: 2 },
    { op: "write", path, offset: "end", bytes: 1 },
    { op: "write", path: "/data/b", offset: 0, create: true, exclusive: true },
    { op: "truncate", path: "/data/b", size: 3 },
    { op: "rename", path, to: "/data/c" },
  ]);
});

Deno.test("mounts.js throws the host's errors with their code", async () => {
  const refusal = (name: string): Tell => () => {
    throw Object.assign(new Error("Refused"), { name });
  };
  const { backend } = await load(refusal("EROFS"));
  const error = assertThrows(() => backend.create("/data/a"), Error);
  assertEquals((error as { code?: string }).code, "EROFS");
  const other = await load(refusal("Error"));
  assertEquals(
    "code" in assertThrows(() => other.backend.create("/data/a"), Error),
    false,
  );
});
