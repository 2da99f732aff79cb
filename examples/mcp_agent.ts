/**
 * The loop of an agent that uses the tools of `sandglass mcp`. Its model speaks OpenAI's chat completions.
 *
 * `OPENAI_API_KEY`, and optionally `OPENAI_BASE_URL` and `OPENAI_MODEL`, select the model:
 *
 *     deno run -A examples/mcp_agent.ts 'What is the 1000th prime?'
 *
 * @module
 */
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";

const BASE_URL = Deno.env.get("OPENAI_BASE_URL") ?? "https://api.openai.com/v1";
const MODEL = Deno.env.get("OPENAI_MODEL") ?? "gpt-5";
const MAX_TURNS = 20;

/** A message of a chat, reduced to the members that are used here. */
interface ChatMessage {
  readonly role: "user" | "assistant" | "tool";
  readonly content: string | null;
  readonly tool_calls?: readonly ToolCall[];
  readonly tool_call_id?: string;
}

interface ToolCall {
  readonly id: string;
  readonly function: { readonly name: string; readonly arguments: string };
}

if (import.meta.main) {
  const cli = new URL("../cli.ts", import.meta.url).pathname;
  const config = new URL("../deno.json", import.meta.url).pathname;
  const client = new Client({ name: "example-agent", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: Deno.execPath(),
      args: [
        "run",
        "-A",
        "--config",
        config,
        ...Deno.args.slice(1),
        cli,
        "mcp",
      ],
    }),
  );
  console.log(await answer(client, Deno.args[0] ?? "What is 6 * 7?"));
  await client.close();
}

/** Sends the question to the model, and runs the requested tools, until the model answers. */
async function answer(client: Client, question: string): Promise<string> {
  const { tools } = await client.listTools();
  const offered = tools.map(({ name, description, inputSchema }) => ({
    type: "function",
    function: { name, description, parameters: inputSchema },
  }));
  const messages: ChatMessage[] = [{ role: "user", content: question }];
  for (let turn = 0; turn < MAX_TURNS; turn++) {
    const message = await complete(messages, offered);
    messages.push(message);
    const calls = message.tool_calls ?? [];
    if (calls.length === 0) return message.content ?? "";
    for (const { id, function: { name, arguments: args } } of calls) {
      const result = await client.callTool({
        name,
        arguments: JSON.parse(args),
      });
      const text = result.content.map((block) =>
        block.type === "text" ? block.text : `[${block.type}]`
      ).join("\n");
      messages.push({ role: "tool", tool_call_id: id, content: text });
    }
  }
  throw new Error(`The model did not answer in ${MAX_TURNS} turns`);
}

async function complete(
  messages: readonly ChatMessage[],
  tools: readonly unknown[],
): Promise<ChatMessage> {
  const response = await fetch(`${BASE_URL}/chat/completions`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${Deno.env.get("OPENAI_API_KEY") ?? ""}`,
    },
    body: JSON.stringify({ model: MODEL, messages, tools }),
  });
  if (!response.ok) throw new Error(await response.text());
  const { choices } = await response.json();
  return choices[0].message;
}
