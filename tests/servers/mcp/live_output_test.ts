import type { ServerContext } from "@modelcontextprotocol/server";
import { assert, assertEquals } from "@std/assert";
import { LiveOutput } from "../../../servers/mcp/live_output.ts";

interface Heard {
  readonly logs: [string, unknown, string | undefined][];
  readonly progress: Record<string, unknown>[];
}

/** A client's call, which records the notifications about it. */
function call(
  { progressToken, send = () => Promise.resolve() }: {
    readonly progressToken?: string;
    readonly send?: () => Promise<void>;
  },
): { readonly context: ServerContext; readonly heard: Heard } {
  const heard: Heard = { logs: [], progress: [] };
  const mcpReq = {
    _meta: progressToken === undefined ? {} : { progressToken },
    log: async (level: string, data: unknown, logger?: string) => {
      heard.logs.push([level, data, logger]);
      await send();
    },
    notify: async (
      { params }: { readonly params: Record<string, unknown> },
    ) => {
      heard.progress.push(params);
      await send();
    },
  };
  // It has the part of a context that is used.
  return { context: { mcpReq } as unknown as ServerContext, heard };
}

Deno.test("LiveOutput sends the rest at the end, each stream separately, and progress on request", async () => {
  const { context, heard } = call({ progressToken: "p" });
  const live = new LiveOutput(context, 5_000);
  live.push("stdout", "a\n");
  live.push("stderr", "b\ud800");
  live.push("stdout", "c\n\n");
  await live.end();
  assertEquals(heard.logs, [
    ["info", "a\nc\n\n", "stdout"],
    ["warning", "b\ufffd", "stderr"],
  ]);
  const [progress, ...others] = heard.progress;
  assertEquals(others, []);
  assertEquals([progress?.progressToken, progress?.message], ["p", "b\ufffd"]);
  assert(Number(progress?.total) >= Number(progress?.progress));

  const silent = call({});
  await new LiveOutput(silent.context, 5_000).end();
  assertEquals(silent.heard, { logs: [], progress: [] });
});

Deno.test("LiveOutput keeps the end of output over its limit", async () => {
  const { context, heard } = call({});
  const live = new LiveOutput(context, 5_000);
  for (let count = 0; count < 100; count++) {
    live.push("stdout", "x".repeat(1_000));
  }
  live.push("stdout", "end");
  await live.end();
  const [[, data] = []] = heard.logs;
  assertEquals(heard.logs.length, 1);
  assertEquals(String(data).length, 16_384);
  assert(String(data).endsWith("xend"));
});

Deno.test("LiveOutput ignores errors of a client that is gone", async () => {
  const { context, heard } = call({
    progressToken: "p",
    send: () => Promise.reject(new Error("gone")),
  });
  const live = new LiveOutput(context, 5_000);
  live.push("stdout", "a");
  live.push("stderr", "b");
  await live.end();
  assertEquals([heard.logs.length, heard.progress.length], [1, 0]);
});
