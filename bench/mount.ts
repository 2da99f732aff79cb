/**
 * Measures reading a large file of a mounted directory from Python, compared with reading it on the host.
 *
 * @module
 */
import { createSandbox, type Isolation } from "../mod.ts";
import { percentile, row } from "./stats.ts";

const FILE_BYTES = 10_000_000;
const ISOLATIONS: readonly Isolation[] = ["thread", "process"];

const READ = `
import time
started = time.perf_counter()
with open('/data/large', 'rb') as file: size = len(file.read())
[size, time.perf_counter() - started]`;

/** Measures it, alternating between the host and the guest. @param rounds How often @returns Lines of a report */
export async function benchMount(rounds: number): Promise<string[]> {
  const host = await Deno.makeTempDir({ prefix: "bench-mount-" });
  try {
    await Deno.writeFile(`${host}/large`, new Uint8Array(FILE_BYTES).fill(7));
    const lines: string[] = [];
    for (const isolation of ISOLATIONS) {
      lines.push(row(await benchIsolation(isolation, { host, rounds })));
    }
    return [
      "## Reading a mounted file of 10 MB from Python",
      row([
        "isolation",
        "median",
        "best",
        "stat()",
        "median to the host's own reading",
      ]),
      row(["---", "---", "---", "---", "---"]),
      ...lines,
    ];
  } finally {
    await Deno.remove(host, { recursive: true });
  }
}

async function benchIsolation(
  isolation: Isolation,
  { host, rounds }: { readonly host: string; readonly rounds: number },
): Promise<string[]> {
  await using sandbox = await createSandbox({
    isolation,
    mounts: [{ host, guest: "/data" }],
  });
  const guest: number[] = [];
  const own: number[] = [];
  for (let round = -2; round < rounds; round++) {
    const result = await sandbox.run(READ);
    const startedAt = performance.now();
    await Deno.readFile(`${host}/large`);
    if (round < 0) continue;
    own.push((performance.now() - startedAt) / 1000);
    const [size, seconds] = listOf(result);
    if (size !== FILE_BYTES) throw new Error("The file was not read");
    guest.push(seconds ?? NaN);
  }
  const stat = await sandbox.run(
    "import os, time\nstarted = time.perf_counter()\nfor _ in range(200): os.stat('/data/large')\n[200, (time.perf_counter() - started) / 200]",
  );
  const rate = (seconds: number): string =>
    `${(FILE_BYTES / 1e6 / seconds).toFixed(0)} MB/s`;
  return [
    isolation,
    rate(percentile(guest, 50)),
    rate(percentile(guest, 0)),
    `${((listOf(stat)[1] ?? NaN) * 1000).toFixed(2)} ms`,
    (percentile(guest, 50) / percentile(own, 50)).toFixed(1),
  ];
}

function listOf(
  result: { readonly status: string; readonly value?: unknown },
): number[] {
  if (result.status === "ok" && Array.isArray(result.value)) {
    return result.value.map(Number);
  }
  throw new Error(`The run ended as ${result.status}`);
}
