// Makes a check before the tests that thread isolation makes once in every process: it leaves a socket of Deno's open,
// which would look like a leak of the first test that starts a thread.
import { checkWorkerOptions } from "../sandbox/thread/worker_options.ts";

checkWorkerOptions();
