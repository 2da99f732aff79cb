import "../../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createPool } from "../../../mod.ts";
import { assertCode, ISOLATIONS, occupy, QUICK, valueOf } from "./_pool.ts";

Deno.test("close() ends what runs and refuses those who wait", async () => {
  for (const isolation of ISOLATIONS) {
    const pool = await createPool({
      ...QUICK,
      isolation,
      size: 1,
      maxSandboxes: 1,
    });
    const { result } = await occupy(pool);
    const waiting = pool.run("1");
    const refused = assertCode(waiting, "POOL_CLOSED");
    await pool.close();
    await refused;
    assertEquals((await result).status, "cancelled");
    await assertCode(pool.run("1"), "POOL_CLOSED");
    await assertCode(pool.ready(), "POOL_CLOSED");
    const { warm, starting, inUse, ending, waiting: left } = pool.metrics();
    assertEquals([warm, starting, inUse, ending, left], [0, 0, 0, 0, 0]);
    assert(pool.closed);
    await pool.close();
  }
});

Deno.test("close() ends what has just been granted or is being started", async () => {
  const cold = await createPool({ ...QUICK, size: 2 });
  const refused = assertCode(cold.run("1"), "POOL_CLOSED");
  await cold.close();
  await refused;
  const warm = await createPool({ ...QUICK, size: 1 });
  await warm.ready();
  const granted = assertCode(warm.run("1"), "POOL_CLOSED");
  await warm.close();
  await granted;
});

Deno.test("drain() finishes or refuses waiting requests, refuses new ones, and waits for sandboxes in use", async () => {
  for (const waiting of ["finish", "refuse"] as const) {
    const pool = await createPool({ ...QUICK, size: 1, maxSandboxes: 1 });
    const sandbox = await pool.acquire();
    const second = pool.run("2");
    const asked = waiting === "finish"
      ? second.then((result) => assertEquals(valueOf(result), 2))
      : assertCode(second, "POOL_CLOSED");
    let drained = false;
    const draining = pool.drain({ waiting }).then(() => drained = true);
    await assertCode(pool.run("3"), "POOL_CLOSED");
    assertEquals(valueOf(await sandbox.run("1")), 1);
    assert(!drained);
    await sandbox.close();
    await asked;
    await draining;
    assertEquals(pool.metrics().killed, pool.metrics().started);
  }
});

Deno.test("a failed start is the error of the request, and is not repeated endlessly", async () => {
  for (const isolation of ISOLATIONS) {
    await using pool = await createPool({
      ...QUICK,
      isolation,
      size: 1,
      limits: { startTimeoutMs: 1 },
    });
    await assertCode(pool.run("1"), "START_TIMEOUT");
    await assertCode(pool.acquire(), "START_TIMEOUT");
    const { started } = pool.metrics();
    assert(started <= 3, `${started} were started`);
    await assertCode(pool.ready(), "START_TIMEOUT");
  }
});

Deno.test("a pool without the permission to start processes says so when a sandbox is asked for", async () => {
  const program = `
    import { createPool } from ${
    JSON.stringify(import.meta.resolve("../../../mod.ts"))
  };
    const pool = await createPool({ language: "javascript", isolation: "process", size: 1 });
    const codes = new Set();
    for (let i = 0; i < 20; i++) codes.add((await pool.run("1").catch((error) => error)).code);
    console.log(JSON.stringify([...codes]), pool.metrics().started < 5);
    await pool.close();
  `;
  const file = await Deno.makeTempFile({ suffix: ".js" });
  try {
    await Deno.writeTextFile(file, program);
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--no-config", "--no-lock", file],
      env: { NO_COLOR: "1" },
    }).output();
    const [out, err] = [stdout, stderr].map((one) =>
      new TextDecoder().decode(one).trim()
    );
    assertEquals(out, `["PERMISSION_REQUIRED"] true`, err);
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("ready() waits for workers that are ready, and again after they were used", async () => {
  await using pool = await createPool({ ...QUICK, size: 2 });
  await pool.ready();
  assertEquals(pool.metrics().warm, 2);
  await pool.run("1");
  await pool.ready();
  assertEquals(pool.metrics().warm, 2);
});
