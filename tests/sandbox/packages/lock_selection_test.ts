import { assertEquals, assertRejects } from "@std/assert";
import { SandboxError } from "../../../core/errors.ts";
import { formatLock } from "../../../sandbox/packages/mod.ts";
import { PackagePlace } from "./_package_place.ts";

const LOCK = formatLock({
  engine: "cpython",
  packages: [{
    name: "demo",
    version: "1.0",
    wheel: { file: "demo-1.0-py3-none-any.whl", sha256: "ab".repeat(32) },
  }],
});

async function failure(
  requirements: readonly string[],
  lock = LOCK,
): Promise<string> {
  using place = new PackagePlace();
  const settings = place.settings("both", "http://127.0.0.1:1/", { tools: [] });
  const options = { engine: "cpython", lock } as const;
  const { message } = await assertRejects(
    () => place.prepare(settings, requirements, options),
    SandboxError,
  );
  assertEquals(place.names(), []);
  return message;
}

Deno.test("what is required has to be in a lock", async () => {
  assertEquals(
    await failure(["rich"]),
    "Cannot prepare packages as the lock cannot be used: it must have rich, which is required: lock it again",
  );
  assertEquals(
    await failure(["demo>=2"]),
    "Cannot prepare packages as the lock cannot be used: it must have demo>=2: current version is 1.0",
  );
  assertEquals(
    await failure(["numpy<2"]),
    "Cannot prepare packages as the lock cannot be used: it must have numpy<2: current version is 2.5.2",
  );
  // What is built in need not be in it; then the wheel cannot be fetched.
  assertEquals(
    await failure(["demo", "numpy"]),
    "Cannot prepare packages as neither uv nor pip could be started: install one of them and grant --allow-run=uv,pip,python3",
  );
});

Deno.test("a lock without packages needs nothing", async () => {
  using place = new PackagePlace();
  const settings = place.settings("both", "http://127.0.0.1:1/", { tools: [] });
  const lock = formatLock({ engine: "pyodide", packages: [] });
  assertEquals(await place.prepare(settings, [], { lock }), undefined);
  assertEquals((await place.lock(settings, [], { lock })).packages, []);
});
