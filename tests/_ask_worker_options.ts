// Asks before the tests begin what thread isolation asks once in every process: the asking leaves a socket of Deno's
// open, which would look like a leak of the first test that starts a thread.
import { checkWorkerOptions } from "../sandbox/thread/worker_options.ts";

checkWorkerOptions();
