import "../_ask_worker_options.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  createSandbox,
  type Language,
  run,
  type Sandbox,
  SandboxError,
} from "../../mod.ts";
import { assertEnded, ISOLATIONS } from "./_guest.ts";
import {
  children,
  descriptors,
  HAS_PROC,
  isAlive,
  threadTicks,
  until,
} from "./_quiet.ts";

const LANGUAGES = ["python", "javascript"] as const;

const LOOP: Readonly<Record<Language, string>> = {
  python: "print('on')\nwhile True: pass",
  javascript: "console.log('on'); for (;;);",
  typescript: "console.log('on'); for (;;);",
};

/** Opens a sandbox in its own process, and returns the process's id. */
async function openProcess(
  language: Language,
): Promise<{ sandbox: Sandbox; pid: number }> {
  const before = new Set(children());
  const sandbox = await createSandbox({ language, isolation: "process" });
  const [pid, ...others] = children().filter((one) => !before.has(one));
  assert(pid !== undefined);
  assertEquals(others, []);
  return { sandbox, pid };
}

for (const language of LANGUAGES) {
  Deno.test({
    name:
      `a process that is killed while it runs is reported as crashed (${language})`,
    ignore: !HAS_PROC,
    async fn(): Promise<void> {
      const { sandbox, pid } = await openProcess(language);
      const result = await sandbox.run(LOOP[language], {
        onStdout: () => Deno.kill(pid, "SIGKILL"),
      });
      assertEnded(result, ["crashed"]);
      assert(result.status === "crashed");
      assert(/SIGKILL|signal/.test(result.reason), result.reason);
      // The newline may be a separate write.
      assertEquals(result.stdout.trimEnd(), "on");
      assertEquals(sandbox.closed, true);
      await sandbox.close();
      assert(!isAlive(pid));
    },
  });

  Deno.test({
    name:
      `a process that is killed while it is idle closes its sandbox (${language})`,
    ignore: !HAS_PROC,
    async fn(): Promise<void> {
      const { sandbox, pid } = await openProcess(language);
      Deno.kill(pid, "SIGKILL");
      await until("the sandbox is closed", () => sandbox.closed);
      const error = await assertRejects(() => sandbox.run("1"), SandboxError);
      assertEquals(error.code, "SANDBOX_CLOSED");
      await sandbox.close();
    },
  });

  Deno.test({
    name: `a process that is stopped is ended at its deadline (${language})`,
    ignore: !HAS_PROC,
    async fn(): Promise<void> {
      const { sandbox, pid } = await openProcess(language);
      const result = await sandbox.run(LOOP[language], {
        limits: { timeoutMs: 200 },
        // A stopped process responds to nothing, not even an interrupt.
        onStdout: () => Deno.kill(pid, "SIGSTOP"),
      });
      assertEnded(result, ["timeout"]);
      assertEquals(sandbox.closed, true);
      assert(!isAlive(pid));
    },
  });
}

Deno.test({
  name: "a process that is killed while it starts fails the start",
  ignore: !HAS_PROC,
  async fn(): Promise<void> {
    const before = new Set(children());
    const starting = createSandbox({ isolation: "process" });
    let killed = false;
    const killing = until("the process is there", () => {
      const pid = children().find((one) => !before.has(one));
      if (pid !== undefined) Deno.kill(pid, "SIGKILL");
      return killed = pid !== undefined;
    });
    const error = await assertRejects(() => starting, SandboxError);
    await killing;
    assert(killed);
    assertEquals(error.code, "START_FAILED");
  },
});

for (const isolation of ISOLATIONS) {
  Deno.test(`sandboxes leave nothing behind, however they end (${isolation})`, async () => {
    const round = async (): Promise<void> => {
      await Promise.all(LANGUAGES.map(async (language) => {
        await using sandbox = await createSandbox({ language, isolation });
        assertEnded(await sandbox.run("1"), ["ok"]);
        assertEnded(
          await sandbox.run(LOOP[language], { limits: { timeoutMs: 30 } }),
          [
            "timeout",
          ],
        );
        // Closed during a run, or by the end of its block.
        if (!sandbox.closed && language === "python") {
          void sandbox.run(LOOP[language]);
        }
      }));
      await assertRejects(
        () => createSandbox({ isolation, signal: AbortSignal.abort() }),
        SandboxError,
      );
    };
    // The first round opens resources that all later ones share.
    await round();
    const before = descriptors();
    for (let i = 0; i < 2; i++) await round();
    await until("no process is left", () => children().length === 0);
    await until("no thread is left", () => threadTicks().size === 0);
    await until("no descriptor is left", () => descriptors() <= before);
  });
}

Deno.test("a hundred runs that time out leave a host that works", async () => {
  for (let i = 0; i < 5; i++) {
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation: "process",
    });
    for (let k = 0; k < 20 && !sandbox.closed; k++) {
      assertEnded(
        await sandbox.run("for (;;);", { limits: { timeoutMs: 2 } }),
        [
          "timeout",
        ],
      );
    }
  }
  const result = await run("6 * 7", { language: "javascript" });
  assert(result.status === "ok" && result.value === 42);
  await until("no process is left", () => children().length === 0);
});
