/**
 * What a client sees, and can do, during a run.
 *
 * @module
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { isBusy, untilQuiet } from "../../../security/_quiet.ts";
import { type Cases, structuredOf, textOf } from "../_case.ts";
import type { McpClient, ProgressMessage } from "../_client.ts";
import { descendants, until } from "../_processes.ts";

const SESSION = { session: "live" };

/** Code that prints, and then runs for a while longer. */
const SLOW = `import sys, time
print("first", flush=True)
print("to stderr", file=sys.stderr, flush=True)
time.sleep(0.4)
print("second", flush=True)
time.sleep(0.4)`;

/** The cases about running code. */
export const LIVE: Cases = {
  "progress grows during a run, and carries the last line": async (client) => {
    const heard: ProgressMessage[] = [];
    await client.call("run_python", { code: SLOW, ...SESSION }, {
      onprogress: (progress) => void heard.push(progress),
    });
    assert(heard.length >= 2, `${heard.length} messages`);
    for (const [index, { progress, total }] of heard.entries()) {
      assert(progress > (heard[index - 1]?.progress ?? -1), "It grows");
      assert((total ?? 0) >= progress, "It is part of the whole");
    }
    const said = new Set(heard.map(({ message }) => message));
    assert(said.has("to stderr") && said.has("second"), [...said].join());
  },

  "output arrives as log messages during a run": async (client) => {
    if (client.kind !== "modern") await client.setLogLevel("info");
    client.logs.length = 0;
    const running = client.call("run_python", { code: SLOW, ...SESSION }, {
      logLevel: "info",
    });
    await until(
      "the first line has arrived",
      () => client.logs.some(({ data }) => String(data).includes("first")),
    );
    let isOver = false;
    const over = running.then(() => isOver = true);
    assertEquals(isOver, false, "The line arrives before the result");
    await over;
    const said = (logger: string): string =>
      client.logs.filter((log) => log.logger === logger)
        .map(({ data }) => data).join("");
    assertEquals(said("stdout"), "first\nsecond\n");
    assertEquals(said("stderr"), "to stderr\n");
    assertEquals(
      new Set(client.logs.map(({ level, logger }) => `${logger} ${level}`)),
      new Set(["stdout info", "stderr warning"]),
    );
  },

  "only messages of the requested level arrive": async (client) => {
    if (client.kind !== "modern") await client.setLogLevel("warning");
    client.logs.length = 0;
    const code = "import sys\nprint('out')\nprint('err', file=sys.stderr)";
    await client.call("run_python", { code, ...SESSION }, {
      logLevel: "warning",
    });
    assertEquals(client.logs.map(({ data }) => data), ["err\n"]);
    client.logs.length = 0;
    if (client.kind !== "modern") await client.setLogLevel("error");
    // In the newer revision each request sets its level; without one there are no messages.
    await client.call("run_python", { code, ...SESSION });
    assertEquals(client.logs, []);
  },

  "cancelling stops the guest, and the session goes on": async (client) => {
    for (
      const [tool, code] of [
        [
          "run_python",
          "started = 1\nprint('go', flush=True)\nwhile True: pass",
        ],
        ["run_javascript", "var started = 1; console.log('go'); for (;;);"],
      ] as const
    ) {
      await untilHeeded(async () => {
        const { controller, ended } = await startRun(client, { tool, code });
        await until("the guest computes", () => isAnyBusy(client.pid));
        controller.abort("enough");
        assert(await ended instanceof Error);
        for (const pid of descendants(client.pid)) await untilQuiet(pid);
        const after = await client.call(tool, { code: "started", ...SESSION });
        return structuredOf(after).value === 1;
      });
    }
  },

  "cancelling ends a run in a fresh environment": async (client) => {
    const before = descendants(client.pid);
    const controller = new AbortController();
    const { promise: started, resolve } = Promise.withResolvers<void>();
    const ended = client.call("run_python_code", {
      python_code: "print('go', flush=True)\nwhile True: pass",
    }, {
      signal: controller.signal,
      onprogress: ({ message }) => message === "go" && resolve(),
    }).catch((error) => error);
    await started;
    const busy = descendants(client.pid).filter((pid) => !before.includes(pid));
    controller.abort("enough");
    assert(await ended instanceof Error);
    for (const pid of [...busy, ...before]) await untilQuiet(pid);
  },

  "cancelling a waiting call does not affect the running one": async (
    client,
  ) => {
    const running = client.call("run_python", {
      code: "import time\ntime.sleep(0.3)\n'done'",
      ...SESSION,
    });
    const controller = new AbortController();
    const waiting = client.call("run_python", {
      code: "waited = 1",
      ...SESSION,
    }, { signal: controller.signal }).catch((error) => error);
    controller.abort("changed my mind");
    assert(await waiting instanceof Error);
    assertEquals(structuredOf(await running).value, "done");
    const after = await client.call("run_python", {
      code: "'waited' in globals()",
      ...SESSION,
    });
    assertEquals(structuredOf(after).value, false);
  },

  "a long run does not block other requests": async (client) => {
    const { controller, ended } = await startRun(client, {
      tool: "run_python",
      code: "print('go', flush=True)\nwhile True: pass",
    });
    await client.ping();
    assertEquals((await client.listTools()).length, 7);
    const other = await client.call("run_python", {
      code: "6 * 7",
      session: "meanwhile",
    });
    assertEquals(structuredOf(other).value, 42);
    controller.abort("enough");
    await ended;
  },

  "calls in one session are serial, those in two are concurrent": async (
    client,
  ) => {
    const order: string[] = [];
    const call = async (session: string, code: string): Promise<void> => {
      const result = await client.call("run_python", { code, session });
      order.push(String(structuredOf(result).value));
    };
    await Promise.all([
      call("live", "import time\ntime.sleep(0.5)\n'slow'"),
      call("live", "'after slow'"),
      call("meanwhile", "'beside'"),
    ]);
    assertEquals(order, ["beside", "slow", "after slow"]);
  },

  "a time limit keeps the state of a guest that responds to the interrupt":
    async (client) => {
      await untilHeeded(async () => {
        const result = await client.call("run_python", {
          code: "heeded = 1\nwhile True: pass",
          timeout_ms: 200,
          ...SESSION,
        });
        assertEquals(result.isError, true);
        assertMatch(
          textOf(result),
          /\[stopped: the time limit of the run passed/,
        );
        const { status, recoverable, stateLost } = structuredOf(result);
        assertEquals([status, stateLost], ["timeout", !recoverable]);
        const after = await client.call("run_python", {
          code: "heeded",
          ...SESSION,
        });
        assertEquals(structuredOf(after).value, recoverable ? 1 : undefined);
        return recoverable === true;
      });
    },

  "a time limit kills a guest that ignores the interrupt, and reports the loss":
    async (
      client,
    ) => {
      const result = await client.call("run_python", {
        code: `kept = 1
while True:
    try:
        while True: pass
    except BaseException: pass`,
        timeout_ms: 200,
        session: "resists",
      });
      const { status, recoverable, stateLost } = structuredOf(result);
      assertEquals([status, recoverable, stateLost], ["timeout", false, true]);
      assertMatch(textOf(result), /variables are gone/);
      for (const pid of descendants(client.pid)) await untilQuiet(pid);
      const after = await client.call("run_python", {
        code: "kept",
        session: "resists",
      });
      assertMatch(textOf(after), /NameError/);
    },

  "reset_session() ends a running call": async (client) => {
    const { ended } = await startRun(client, {
      tool: "run_python",
      code: "print('go', flush=True)\nwhile True: pass",
    });
    const reset = await client.call("reset_session", SESSION);
    assertEquals(structuredOf(reset), { ended: true });
    const result = await ended;
    assert(!(result instanceof Error), String(result));
    assertEquals(result.isError, true);
    for (const pid of descendants(client.pid)) await untilQuiet(pid);
    const after = await client.call("run_python", {
      code: "started",
      ...SESSION,
    });
    assertMatch(textOf(after), /NameError/);
  },

  "a changed list of resources is announced": async (
    client,
  ) => {
    await client.watchResources();
    const write = (code: string): Promise<unknown> =>
      client.call("run_python", { code, ...SESSION });
    const before = client.listChanges();
    await write("open('new.txt', 'w').write('1')");
    await until("a new file is announced", () => client.listChanges() > before);
    const told = client.listChanges();
    await write("open('new.txt', 'w').write('2')");
    await write("import os\nos.remove('new.txt')");
    await until("a removal is announced", () => client.listChanges() > told);
    assertEquals(client.listChanges(), told + 1, "Not for another content");
    await client.call("write_file", { path: "n", content: "", ...SESSION });
    await until(
      "write_file() is announced",
      () => client.listChanges() > told + 1,
    );
    await client.call("reset_session", SESSION);
    await until(
      "reset_session() is announced",
      () => client.listChanges() > told + 2,
    );
  },
};

/**
 * A guest has 35 ms to respond to an interrupt, which is not always enough on a busy machine: one of a few attempts has
 * to succeed.
 */
async function untilHeeded(isHeeded: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 20; tries++) if (await isHeeded()) return;
  throw new Error("No guest responded to its interrupt in time");
}

/** Starts an endless run, and waits until its guest prints. */
async function startRun(
  client: McpClient,
  { tool, code }: { readonly tool: string; readonly code: string },
): Promise<{
  readonly controller: AbortController;
  readonly ended: Promise<Awaited<ReturnType<McpClient["call"]>> | Error>;
}> {
  const controller = new AbortController();
  const { promise: started, resolve } = Promise.withResolvers<void>();
  const ended = client.call(tool, { code, ...SESSION }, {
    signal: controller.signal,
    onprogress: ({ message }) => message === "go" && resolve(),
  }).catch((error: Error) => error);
  await Promise.race([
    started,
    ended.then((result) => {
      throw new Error(`It ended: ${JSON.stringify(result)}`);
    }),
  ]);
  return { controller, ended };
}

async function isAnyBusy(pid: number): Promise<boolean> {
  const all = await Promise.all(descendants(pid).map(isBusy));
  return all.includes(true);
}
