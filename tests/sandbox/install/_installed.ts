import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import { install, type InstallOptions } from "../../../sandbox/install/mod.ts";
import type { Place } from "./_place.ts";
import type { SmallWheel } from "./_small_wheel.ts";

/** The name of the installation of a small wheel. */
export const NAME = "0.1.0-1";

/** Installs a wheel from a file. */
export async function installed(
  place: Place,
  wheel: SmallWheel,
  options: InstallOptions = {},
): ReturnType<typeof install> {
  return await install({
    directory: place.directory,
    pinned: wheel.pinned,
    from: place.write("a.whl", wheel.bytes),
    ...options,
  });
}

/** Asserts that a call rejects with an error of ours. */
export async function assertFails(
  call: () => Promise<unknown>,
  message: string,
  code = "INSTALL_FAILED",
): Promise<void> {
  const error = await assertRejects(call, SandboxError);
  assertStringIncludes(error.message, message);
  assertEquals(error.code, code);
}
