import { assertEquals } from "@std/assert";
import { runCases } from "./_case.ts";
import { CLIENTS, connect } from "./_client.ts";
import { FILES } from "./cases/files.ts";
import { RUNNING } from "./cases/running.ts";
import { RUN_PYTHON_CODE } from "./cases/run_python_code.ts";
import { SESSIONS } from "./cases/sessions.ts";

const CASES = { ...RUNNING, ...RUN_PYTHON_CODE, ...FILES, ...SESSIONS };

for (const kind of CLIENTS) {
  Deno.test(`mcp over stdio, with the ${kind} client`, async (t) => {
    await using client = await connect(kind);
    await runCases(t, { client, cases: CASES });
    assertEquals(client.stderr(), "");
  });
}
