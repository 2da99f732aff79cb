import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { checkMounts } from "../../core/mounts.ts";

function assertRefused(mounts: unknown, message: string): void {
  assertThrows(() => checkMounts(mounts), TypeError, message);
}

function at(...paths: readonly string[]): unknown {
  return paths.map((guest) => ({ host: "data", guest }));
}

Deno.test("checkMounts() fills in defaults", () => {
  assertEquals(checkMounts([]), []);
  assertEquals(
    checkMounts([{ host: "data", guest: "/data" }, {
      host: "C:\\x",
      guest: "/work/x",
      mode: "overlay",
    }]),
    [
      { host: "data", guest: "/data", mode: "ro" },
      { host: "C:\\x", guest: "/work/x", mode: "overlay" },
    ],
  );
});

Deno.test("checkMounts() refuses values of another shape", () => {
  for (const value of [null, "a:/b", {}, 5, Array(65).fill({})]) {
    assertRefused(value, "Cannot set mounts as there must be a list");
  }
  assertRefused([null], "must be an object with host and guest");
  assertRefused(["a:/b"], "must be an object with host and guest");
  assertRefused(
    [{ host: "a", guest: "/b", writable: true }],
    'must have host, guest, mode only: current value is "writable"',
  );
  for (const host of ["", "a\0b", 5, undefined]) {
    assertRefused([{ host, guest: "/b" }], "must have a host path without NUL");
  }
  assertRefused(
    [{ host: "a", guest: "/b", mode: "w" }],
    'must have one of the modes ro, rw, overlay: current value is "w"',
  );
});

Deno.test("checkMounts() refuses guest paths that are not absolute and normal", () => {
  for (
    const guest of [
      "",
      "data",
      "./data",
      "/",
      "//",
      "/a/",
      "/a//b",
      "/a/../b",
      "/a/.",
      "/..",
      "/a\0b",
      "/a\nb",
      "/\ud800",
      `/${"a".repeat(1024)}`,
      undefined,
      7,
    ]
  ) {
    assertRefused(
      [{ host: "a", guest }],
      "must have an absolute guest path",
    );
  }
});

Deno.test("checkMounts() refuses reserved paths", () => {
  assertRefused(at("/work"), "must not take the place of /work");
  for (const top of ["/dev", "/proc", "/lib", "/tmp", "/sys"]) {
    assertRefused(at(top), "must not be at or below /dev, /proc");
    assertRefused(at(`${top}/x`), "must not be at or below /dev, /proc");
    assertEquals(checkMounts(at(`${top}x`)).length, 1);
  }
});

Deno.test("checkMounts() refuses a mount at, in or around another", () => {
  for (
    const [first, second] of [["/a", "/a"], ["/a", "/a/b"], ["/a/b", "/a"]]
  ) {
    assertRefused(
      at("/c", first ?? "", second ?? ""),
      `must not be at, in or around another, ${first}: current value is "${second}"`,
    );
  }
  assertEquals(checkMounts(at("/a", "/ab", "/b/a")).length, 3);
});

Deno.test("checkMounts() throws a TypeError or returns complete mounts for every input", () => {
  fc.assert(fc.property(fc.anything(), (value) => {
    try {
      for (const { host, guest, mode } of checkMounts(value)) {
        assertEquals(
          [typeof host, typeof guest, typeof mode],
          Array(3).fill("string"),
        );
      }
    } catch (error) {
      if (
        !(error instanceof TypeError &&
          error.message.startsWith("Cannot set mounts"))
      ) throw error;
    }
  }));
});
