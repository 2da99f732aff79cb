import { assertStringIncludes } from "@std/assert";
import { makeBinary } from "./_binary.ts";

/** The first message of a client. */
const INITIALIZE = JSON.stringify({
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  },
});
/** Part of the server's response. */
const ANSWER = '"name":"sandglass"';

/** A server that is ended when it is disposed of. */
interface Server extends AsyncDisposable {
  readonly child: Deno.ChildProcess;
}

function startServer(path: string, ...flags: readonly string[]): Server {
  const child = new Deno.Command(path, {
    args: ["mcp", ...flags],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  return {
    child,
    async [Symbol.asyncDispose](): Promise<void> {
      child.kill("SIGKILL");
      await child.stdin.close().catch(() => {});
      await child.stdout.cancel();
      await child.stderr.cancel();
      await child.status;
    },
  };
}

async function firstLine(stream: ReadableStream<Uint8Array>): Promise<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";
  while (!text.includes("\n")) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  reader.releaseLock();
  return text;
}

const binary = await makeBinary();
if ("path" in binary) {
  const { path } = binary;

  Deno.test("mcp serves an agent over standard input, from the binary", async () => {
    await using server = startServer(path);
    const writer = server.child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(`${INITIALIZE}\n`));
    writer.releaseLock();
    assertStringIncludes(await firstLine(server.child.stdout), ANSWER);
  });

  Deno.test("mcp --http listens, from the binary", async () => {
    await using server = startServer(path, "--http", "127.0.0.1:0");
    const said = await firstLine(server.child.stderr);
    const [url = said] = said.match(/http:\S+/) ?? [];
    const response = await fetch(url, {
      method: "POST",
      headers: {
        accept: "application/json, text/event-stream",
        "content-type": "application/json",
      },
      body: INITIALIZE,
    });
    assertStringIncludes(await response.text(), ANSWER);
  });
}
