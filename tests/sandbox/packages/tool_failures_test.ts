import { assertEquals, assertStringIncludes } from "@std/assert";
import { targetOf } from "../../../sandbox/packages/target.ts";
import {
  explainTool,
  findUnreachable,
  type ToolFailure,
} from "../../../sandbox/packages/tool_failures.ts";
import type { ToolKind } from "../../../sandbox/user_tools.ts";

const CPYTHON = targetOf("cpython");

/** What tools print, with what it means and a part of the explanation. */
const SAYINGS: readonly (readonly [
  ToolKind,
  string,
  ToolFailure["kind"],
  string,
])[] = [
  [
    "uv",
    `error: No solution found when resolving dependencies
  cause: Because no-such was not found in the package registry and you require no-such, we can conclude that your requirements are unsatisfiable.`,
    "missing",
    "there is no package no-such in the index",
  ],
  [
    "uv",
    `  × No solution found when resolving dependencies:
  ╰─▶ Because no-such was not found in the package registry and app==1.0 depends on
      no-such, we can conclude that app==1.0 cannot be used.`,
    "missing",
    "there is no package no-such in the index",
  ],
  [
    "uv",
    "cause: Because there is no version of rich==999 and you require rich==999, we can conclude that your requirements are unsatisfiable.",
    "version",
    "there is no version 999 of rich",
  ],
  [
    "uv",
    `error: No solution found when resolving dependencies
  cause: Because only rich<=15.0.0 is available and you require rich>99, we can conclude that your requirements are unsatisfiable.`,
    "version",
    "there is no version >99 of rich",
  ],
  [
    "uv",
    `error: No solution found when resolving dependencies
  cause: Because all versions of docopt have no usable wheels and you require docopt, we can conclude that your requirements are unsatisfiable.

hint: Wheels are required for \`docopt\` because building from source is disabled`,
    "wheel",
    "docopt has no wheel for every system and Python 3.15",
  ],
  [
    "uv",
    "Because all of: numpy==1.10.0 numpy==1.10.3 have no wheels with a matching Python ABI tag (e.g., `cp314`) and you require numpy",
    "wheel",
    "numpy has no wheel",
  ],
  [
    "uv",
    `error: No solution found when resolving dependencies
  cause: Because old depends on numpy<2 and you require numpy==2.5.2, we can conclude that your requirements are unsatisfiable.

hint: something else`,
    "conflict",
    "the versions exclude each other: Because old depends on numpy<2 and you require numpy==2.5.2, we can conclude that your requirements are unsatisfiable; cpython has numpy 2.5.2 built in",
  ],
  [
    "uv",
    "error: No solution found\n  cause: Because " + "x".repeat(5_000),
    "conflict",
    "x…",
  ],
  [
    "uv",
    "error: Failed to download `rich==15.0.0`\n  cause: Hash mismatch for `rich==15.0.0`",
    "digest",
    "the wheel of rich has another SHA-256 than expected",
  ],
  [
    "uv",
    "error: Request failed after 3 retries\n  cause: client error (Connect)\n  cause: dns error",
    "unreachable",
    "the package index cannot be reached (uv: Request failed after 3 retries",
  ],
  ["uv", "error: No space left on device (os error 28)", "full", "full"],
  [
    "uv",
    "error: unexpected argument '--x' found",
    "other",
    "uv failed: unexpected argument '--x'",
  ],
  [
    "pip",
    "ERROR: Could not find a version that satisfies the requirement no-such (from app) (from versions: none)\nERROR: No matching distribution found for no-such",
    "wheel",
    "no-such has no wheel",
  ],
  [
    "pip",
    "ERROR: Could not find a version that satisfies the requirement rich[jupyter]==999 (from -r a (line 1)) (from versions: 0.1.0, 15.0.0)",
    "version",
    "there is no version 999 of rich",
  ],
  [
    "pip",
    `The conflict is caused by:
    The user requested old
    old 1.0 depends on numpy<2
    The user requested (constraint) numpy==2.5.2

To fix this you could try to:
ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/`,
    "conflict",
    "the versions exclude each other: The user requested old old 1.0 depends on numpy<2 The user requested (constraint) numpy==2.5.2; cpython has numpy 2.5.2 built in",
  ],
  [
    "pip",
    `ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package versions, please update the hashes. Otherwise, examine the package contents carefully; someone may have tampered with them.
    rich==15.0.0 from https://example.com/rich.whl:
        Expected sha256 33be`,
    "digest",
    "the wheel of rich has another SHA-256",
  ],
  [
    "pip",
    "no such option: --report",
    "other",
    "pip is too old: version 23 or later",
  ],
  [
    "pip",
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(x)'\nERROR: Could not find a version that satisfies the requirement a (from versions: none)",
    "unreachable",
    "the package index cannot be reached (pip: 'NewConnectionError(x)')",
  ],
];

for (const [tool, stderr, kind, reason] of SAYINGS) {
  Deno.test(`explainTool() finds ${kind} in what ${tool} prints: ${reason.slice(0, 30)}`, () => {
    const failure = explainTool(tool, { stdout: "", stderr }, CPYTHON);
    assertEquals(failure.kind, kind);
    assertStringIncludes(failure.reason, reason);
  });
}

Deno.test("findUnreachable() tells a missing page from an index that does not answer", () => {
  const missing =
    "Could not fetch URL https://pypi.org/simple/x/: 404 Client Error: Not Found for url: https://pypi.org/simple/x/ - skipping";
  assertEquals(findUnreachable("pip", missing), undefined);
  const broken =
    "a\n  Could not fetch URL http://127.0.0.1:1/simple/x/: connection error: refused - skipping\nb";
  assertStringIncludes(
    findUnreachable("pip", broken)?.reason ?? "",
    "(pip: Could not fetch URL http://127.0.0.1:1/",
  );
});
