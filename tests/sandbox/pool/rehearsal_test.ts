import "../../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import {
  createPool,
  createSandbox,
  type Isolation,
  type RunResult,
} from "../../../mod.ts";
import { inIsolation } from "../../level.ts";

const ISOLATIONS: readonly Isolation[] = ["thread", "process"];

/** Python that lists what a program before it would have changed. */
const TRACES = `
import atexit, builtins, inspect, linecache, logging, os, sys, threading
def listed(path): return sorted(os.listdir(path))
{
    "argv": sys.argv,
    "file": __file__,
    "text": open(__file__).read() == "".join(linecache.getlines(__file__)),
    "lines": sorted(name for name in linecache.cache if "main" in name or "work" in name),
    "modules": sorted(sys.modules),
    "main": sys.modules["__main__"].__dict__ is globals(),
    "names": sorted(globals()),
    "builtins": sorted(vars(builtins)),
    "sys": sorted(vars(sys)),
    "exits": atexit._ncallbacks(),
    "shutting down": threading._SHUTTING_DOWN,
    "streams": [sys.stdin.fileno(), sys.stdout.fileno(), sys.stderr.fileno()],
    "files": [listed("/"), listed("/work"), listed("/tmp")],
    "changed": listed("/proc/self/fd"),
    "mounted": os.stat("/work").st_nlink,
    "hooks": [sys.excepthook is sys.__excepthook__, sys.gettrace(), sys.getprofile()],
}
`;

function valueOf(result: RunResult): unknown {
  assert(result.status === "ok", Deno.inspect(result));
  return result.value;
}

for (const isolation of ISOLATIONS) {
  inIsolation(isolation).test(
    `a program in a worker of a pool finds no trace of another one (${isolation})`,
    async () => {
      const options = { language: "python", isolation } as const;
      await using pool = await createPool({ ...options, size: 1 });
      await using sandbox = await createSandbox(options);
      const alone = await sandbox.run(TRACES);
      const pooled = await pool.run(TRACES);
      assertEquals(valueOf(pooled), valueOf(alone));
    },
  );

  inIsolation(isolation).test(
    `exit functions run once in a worker of a pool (${isolation})`,
    async () => {
      await using pool = await createPool({
        language: "python",
        isolation,
        size: 1,
      });
      const { stdout } = await pool.run(`
import atexit, concurrent.futures, threading
atexit.register(print, "atexit")
threading._register_atexit(print, "threading")
open("kept.txt", "w").write("flushed")
kept = open("unflushed.txt", "w")
kept.write("text")
atexit.register(lambda: print(open("kept.txt").read()))
`);
      assertEquals(stdout, "threading\nflushed\natexit\n");
    },
  );
}
