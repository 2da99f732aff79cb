import { assertEquals } from "@std/assert";
import { runCases } from "./_case.ts";
import { connect } from "./_client.ts";
import { LIVE } from "./cases/live.ts";

for (const kind of ["modern", "legacy"] as const) {
  Deno.test(`mcp over stdio, live, with the ${kind} client`, async (t) => {
    await using client = await connect(kind);
    await runCases(t, { client, cases: LIVE });
    assertEquals(client.stderr(), "");
  });
}
