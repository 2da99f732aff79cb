import { assertEquals } from "@std/assert";
import { type Cases, runCases } from "./_case.ts";
import { type ClientKind, CLIENTS, connect } from "./_client.ts";
import { FILES } from "./cases/files.ts";
import { LONG_ANSWERS } from "./cases/long_answers.ts";
import { MODELS } from "./cases/models.ts";
import { RUN_PYTHON_CODE } from "./cases/run_python_code.ts";
import { RUNNING } from "./cases/running.ts";
import { SESSIONS } from "./cases/sessions.ts";

const FIRST = { ...RUNNING, ...RUN_PYTHON_CODE, ...FILES };

/** To the server the older revisions are one, with any client. What does not concern the protocol is tested with one client. */
const CASES: Readonly<Record<ClientKind, Cases>> = {
  modern: { ...FIRST, ...MODELS, ...SESSIONS, ...LONG_ANSWERS },
  legacy: RUNNING,
  first: { ...FIRST, ...MODELS },
};

for (const kind of CLIENTS) {
  Deno.test(`mcp over stdio, with the ${kind} client`, async (t) => {
    await using client = await connect(kind);
    await runCases(t, { client, cases: CASES[kind] });
    assertEquals(client.stderr(), "");
  });
}
