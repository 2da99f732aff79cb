import { assertEquals, assertThrows } from "@std/assert";
import { readMount } from "../../../commands/arguments/mount_flag.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";

Deno.test("readMount() accepts a host path, a guest path and a mode", () => {
  assertEquals(readMount("data:/data"), { host: "data", guest: "/data" });
  assertEquals(readMount("./a b:/x/y:ro"), {
    host: "./a b",
    guest: "/x/y",
    mode: "ro",
  });
  assertEquals(readMount("/a:/b:rw"), { host: "/a", guest: "/b", mode: "rw" });
  assertEquals(readMount(".:/b:overlay"), {
    host: ".",
    guest: "/b",
    mode: "overlay",
  });
});

Deno.test("readMount() counts further colons as part of the host path", () => {
  for (const host of ["C:\\x", "C:/x", "C:", "a:b", "/a:/b"]) {
    assertEquals(readMount(`${host}:/data`), { host, guest: "/data" });
    assertEquals(readMount(`${host}:/data:ro`), {
      host,
      guest: "/data",
      mode: "ro",
    });
  }
});

Deno.test("readMount() does not expand ~, and says so", () => {
  for (const host of ["~", "~/data", "~\\data"]) {
    assertThrows(
      () => readMount(`${host}:/data`),
      UsageError,
      "is not expanded where it begins with ~",
    );
  }
  assertEquals(readMount("~data:/data").host, "~data");
});

Deno.test("readMount() refuses an invalid mount, with an example", () => {
  for (
    const text of ["", "data", ":/data", "data:", "data:relative", "C:\\x"]
  ) {
    assertThrows(
      () => readMount(text),
      UsageError,
      `Cannot set --mount as it must have a host path, a colon and an absolute guest path: current value is ${
        JSON.stringify(text)
      } (example: --mount ./data:/data:ro)`,
    );
  }
  assertThrows(
    () => readMount("a:/b:rx"),
    UsageError,
    "must end in a guest path or in ro, rw, overlay (did you mean ro?)",
  );
  assertThrows(
    () => readMount("a:/b:ro:rw"),
    UsageError,
    "must end in a guest path or in ro, rw, overlay",
  );
  assertThrows(
    () => readMount("a:/b:"),
    UsageError,
    "must end in a guest path or in ro, rw, overlay",
  );
});
