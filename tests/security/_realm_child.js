// The main module of a child that is flagged as a guest's is, and whose worker is the attacker's. The attack comes by
// standard input; what the worker says goes to standard output.

import { linkWorker, toBlobUrl } from "../../engines/worker/link.ts";
import { SHARED_MODULES } from "../../engines/worker/shared_modules.ts";

const source = await new Response(Deno.stdin.readable).text();
const worker = new Worker(
  linkWorker({ source, imports: SHARED_MODULES }, toBlobUrl),
  { type: "module", deno: { permissions: "none" } },
);
const said = await new Promise((resolve) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    resolve(JSON.stringify(`failed: ${event.message}`));
  };
});
await Deno.stdout.write(new TextEncoder().encode(said));
Deno.exit(0);
