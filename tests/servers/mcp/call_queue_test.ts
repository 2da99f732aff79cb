import { assertEquals } from "@std/assert";
import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { CallQueue } from "../../../servers/mcp/call_queue.ts";

function queue(maxAtOnce: number): { calls: CallQueue; heard: unknown[] } {
  const heard: unknown[] = [];
  const calls = new CallQueue(
    maxAtOnce,
    (message) => void heard.push("id" in message ? message.id : "cancelled"),
  );
  return { calls, heard };
}

function call(id: string, method = "tools/call"): JSONRPCMessage {
  return { jsonrpc: "2.0", id, method };
}

function cancel(requestId: string): JSONRPCMessage {
  return {
    jsonrpc: "2.0",
    method: "notifications/cancelled",
    params: { requestId },
  };
}

Deno.test("CallQueue forwards a limited number of calls at a time, and all other messages", () => {
  const { calls, heard } = queue(2);
  for (const id of ["a", "b", "c"]) calls.push(call(id));
  calls.push(call("r", "resources/read"));
  calls.push(call("p", "ping"));
  assertEquals(heard, ["a", "b", "p"]);
  calls.settle("p");
  calls.settle("unknown");
  calls.settle("b");
  assertEquals(heard, ["a", "b", "p", "c"]);
  calls.settle("a");
  calls.settle("a");
  assertEquals(heard, ["a", "b", "p", "c", "r"]);
});

Deno.test("CallQueue drops a call that is cancelled in the queue, and frees the place of a cancelled one", () => {
  const { calls, heard } = queue(1);
  for (const id of ["a", "b", "c"]) calls.push(call(id));
  calls.push(cancel("b"));
  assertEquals(heard, ["a"]);
  calls.push(cancel("a"));
  assertEquals(heard, ["a", "c", "cancelled"]);
});

Deno.test("CallQueue counts calls with the same identifier", () => {
  const { calls, heard } = queue(2);
  for (let count = 0; count < 4; count++) calls.push(call("same"));
  assertEquals(heard.length, 2);
  calls.settle("same");
  assertEquals(heard.length, 3);
  calls.settle("same");
  assertEquals(heard.length, 4);
});
