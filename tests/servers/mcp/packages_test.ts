import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { parseRequirement } from "../../../core/requirements.ts";
import { describeLanguage } from "../../../servers/mcp/describe.ts";
import {
  checkHeader,
  describePackages,
  packageText,
} from "../../../servers/mcp/packages.ts";
import {
  NO_PACKAGES,
  type PackagePolicy,
  resolvePolicy,
} from "../../../servers/mcp/policy.ts";
import { Refusal } from "../../../servers/mcp/refusal.ts";
import { resultOf } from "../../commands/_results.ts";

const RICH: PackagePolicy = {
  available: [{ name: "rich", version: "14.1.0" }],
  allowed: [],
};
const MORE: PackagePolicy = {
  ...RICH,
  allowed: ["tabulate>=0.9", "six"].map(parseRequirement),
};

/** The hint about a module that is not there. */
function hint(
  module: string,
  packages?: PackagePolicy,
  engine = "pyodide",
): string {
  const result = resultOf({
    status: "error",
    engine,
    error: {
      name: "ModuleNotFoundError",
      message: `No module named '${module}'`,
      traceback: "",
    },
  });
  return packageText(result, packages);
}

function script(dependencies: string): string {
  return `# /// script\n# dependencies = ${dependencies}\n# ///\n`;
}

Deno.test("describePackages() lists what is there, and what may be added", () => {
  assertEquals(describePackages(NO_PACKAGES, "pyodide"), "");
  assertEquals(
    describePackages(RICH, undefined),
    "Packages (no others can be installed): rich 14.1.0.",
  );
  assertEquals(
    describePackages(MORE, "pyodide"),
    "Packages (add_packages adds others: tabulate, six): rich 14.1.0.",
  );
  const all = describePackages(RICH, "cpython");
  assertStringIncludes(all, "numpy, ");
  assertStringIncludes(all, ", rich 14.1.0.");
});

Deno.test("the description of run_python has the packages", () => {
  const sandbox = { python: {}, javascript: {} };
  const policy = resolvePolicy({ sandbox, packages: RICH });
  const text = describeLanguage("python", policy);
  assertStringIncludes(text, "the packages below");
  assertStringIncludes(text, "Packages (no others can be installed): rich");
  assertEquals(describeLanguage("javascript", policy).includes("rich"), false);
});

Deno.test("packageText() says what is available", () => {
  assertEquals(
    hint("rich"),
    '\n[rich is not there, and cannot be installed from here. This server\'s operator can add it: "sandglass mcp --with rich"]',
  );
  assertEquals(
    hint("yaml", RICH),
    "\n[yaml (package pyyaml) is not there, and cannot be installed from here. There are: rich 14.1.0]",
  );
  assertEquals(
    hint("tabulate", MORE),
    "\n[tabulate is not there: the tool add_packages can add it]",
  );
  assertEquals(
    hint("torch", MORE),
    "\n[torch is not there, and cannot be installed from here. There are: rich 14.1.0; add_packages can add: tabulate, six]",
  );
  assertEquals(hint("tkinter", MORE), "");
  assertStringIncludes(hint("numpy"), "is part of the engine cpython");
  assertStringIncludes(
    hint("torch", NO_PACKAGES, "cpython"),
    "the description of run_python lists the packages",
  );
});

Deno.test("checkHeader() accepts a header whose packages are there", async () => {
  const check = { packages: RICH, engine: undefined, added: ["six"] } as const;
  await checkHeader("import rich", check);
  await checkHeader(script('["rich", "six>=1"]'), check);
  await checkHeader(script('["Rich>=14,<15"]'), check);
  await checkHeader(script("[\"torch; sys_platform == 'win32'\"]"), check);
  await checkHeader(script('["numpy>=2"]'), { ...check, engine: "cpython" });
});

Deno.test("checkHeader() refuses a header that asks for more", async () => {
  const check = { packages: MORE, engine: undefined, added: [] } as const;
  const cases = [
    [
      '["rich>=15", "torch"]',
      "Cannot run as the header of the script needs packages that are not there: rich>=15, torch. There are: rich 14.1.0; add_packages can add: tabulate, six",
    ],
    ['["numpy"]', "not there: numpy. There are"],
    ['["tabulate"]', "not there: tabulate. There are"],
    [
      '["a @ https://example.org/a.whl"]',
      "Cannot run as the header of the script cannot be used: line 2: a dependency must come",
    ],
    ["1", "cannot be used: line 2: dependencies must be a list"],
  ] as const;
  for (const [dependencies, message] of cases) {
    await assertRejects(
      () => checkHeader(script(dependencies), check),
      Refusal,
      message,
    );
  }
  await assertRejects(
    () => checkHeader(script('["rich"]'), { ...check, packages: NO_PACKAGES }),
    Refusal,
    "not there: rich. There are no packages besides the engine's",
  );
});
