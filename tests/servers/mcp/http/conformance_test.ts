import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  CURRENT,
  type ExpectedFailures,
  RELEASED,
} from "./_expected_failures.ts";
import { TestServer } from "./_server.ts";

const SUITE = "npm:@modelcontextprotocol/conformance";
/** Long enough on any machine; Deno may stall while it loads many packages, as seen once. */
const SUITE_MS = 120_000;
const ATTEMPTS = 2;
const FUNCTIONS = new URL("_reference_tools.ts", import.meta.url).pathname;

interface Check {
  readonly id: string;
  readonly status: string;
  readonly errorMessage?: string;
}

/** Runs all scenarios of a suite. */
async function runSuite(
  version: string,
  url: URL,
): Promise<ReadonlyMap<string, readonly Check[]>> {
  const directory = await Deno.makeTempDir({ prefix: "conformance-" });
  try {
    let said = "";
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      said = await startSuite({ version, url, directory });
      const results = await readResults(directory);
      if (results.size > 0) return results;
    }
    throw new Error(`The suite did not run: ${said}`);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** Runs the suite once, and returns its output. */
async function startSuite(
  { version, url, directory }: {
    readonly version: string;
    readonly url: URL;
    readonly directory: string;
  },
): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--no-config", "--no-lock", `${SUITE}@${version}`],
      ...["server", "--url", url.href, "--suite", "all", "-o", directory],
    ],
    cwd: directory,
    signal: AbortSignal.timeout(SUITE_MS),
    stdin: "null",
  }).output();
  const decoder = new TextDecoder();
  return decoder.decode(stdout) + decoder.decode(stderr);
}

async function readResults(
  directory: string,
): Promise<ReadonlyMap<string, readonly Check[]>> {
  const results = new Map<string, readonly Check[]>();
  for await (const { name } of Deno.readDir(directory)) {
    // The kind, the scenario's name, and the time of its run.
    const [, scenario = name] = /^server-(.*)-\d{4}-\d\d-\d\dT/.exec(name) ??
      [];
    const text = await Deno.readTextFile(`${directory}/${name}/checks.json`);
    results.set(scenario, JSON.parse(text));
  }
  return results;
}

function checkFailures(
  results: ReadonlyMap<string, readonly Check[]>,
  expected: readonly ExpectedFailures[],
): void {
  const failures = [...results].map(([scenario, checks]) => ({
    scenario,
    failed: checks.filter(({ status }) => status === "FAILURE"),
  })).filter(({ failed }) => failed.length > 0);
  assertEquals(
    failures.map(({ scenario }) => scenario).sort(),
    expected.flatMap(({ scenarios }) => scenarios).sort(),
  );
  for (const { scenario, failed } of failures) {
    const says = expected.find(({ scenarios }) => scenarios.includes(scenario))
      ?.says;
    for (const { id, errorMessage } of failed) {
      assertMatch(errorMessage ?? "", says ?? /^never$/, `${scenario}: ${id}`);
    }
  }
}

for (
  const [version, expected, least] of [
    ["0.1.16", RELEASED, 32],
    ["0.2.0-alpha.12", CURRENT, 60],
  ] as const
) {
  Deno.test(`the conformance suite ${version} has only expected failures`, async () => {
    await using server = await TestServer.start({
      args: ["--functions", FUNCTIONS],
    });
    const results = await runSuite(version, server.url);
    assert(results.size >= least, `There were ${results.size} scenarios`);
    checkFailures(results, expected);
  });
}
