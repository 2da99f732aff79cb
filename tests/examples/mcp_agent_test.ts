import { assertEquals } from "@std/assert";

const EXAMPLE = new URL("../../examples/mcp_agent.ts", import.meta.url);

/** A request of the agent, reduced to the members that are used here. */
interface Completion {
  readonly messages: readonly { readonly role: string; content: string }[];
  readonly tools: readonly { readonly function: { readonly name: string } }[];
}

/** A model that has one value computed, and repeats it. */
function answer({ messages, tools }: Completion): unknown {
  const last = messages.at(-1);
  if (last?.role === "tool") {
    return { role: "assistant", content: last.content };
  }
  const name = tools.map((tool) => tool.function.name)
    .find((one) => one === "run_python");
  const call = { name, arguments: JSON.stringify({ code: last?.content }) };
  return {
    role: "assistant",
    content: null,
    tool_calls: [{ id: "1", type: "function", function: call }],
  };
}

Deno.test("examples/mcp_agent.ts runs the model's code", async () => {
  await using model = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    async (request) =>
      Response.json({ choices: [{ message: answer(await request.json()) }] }),
  );
  const importMap = new URL("../../.offline/import_map.json", import.meta.url);
  const isOffline = await Deno.stat(importMap).then(() => true, () => false);
  const mapFlag = isOffline ? [`--import-map=${importMap.pathname}`] : [];
  const { stdout, stderr, code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", ...mapFlag, EXAMPLE.pathname, "6 * 7", ...mapFlag],
    env: {
      OPENAI_BASE_URL: `http://127.0.0.1:${model.addr.port}/v1`,
      OPENAI_API_KEY: "none",
    },
    signal: AbortSignal.timeout(120_000),
  }).output();
  assertEquals(
    [code, new TextDecoder().decode(stdout).trim()],
    [0, "42"],
    new TextDecoder().decode(stderr),
  );
});
