import { assertEquals, assertThrows } from "@std/assert";
import {
  formatNpmLock,
  isNpmLock,
  readNpmLock,
} from "../../../sandbox/packages/npm/npm_lock.ts";

const SHA = "sha512-AAAA";

function lockOf(
  npm: Readonly<Record<string, unknown>>,
  specifiers: Readonly<Record<string, string>> = { "npm:a@1": "1.0.0" },
): string {
  return JSON.stringify({ version: "5", specifiers, npm });
}

/** The packages of a lock as `id: alias=id,...`. */
function namesOf(text: string): readonly string[] {
  return Array.from(
    readNpmLock(text).packages.values(),
    ({ id, dependencies }) =>
      `${id}: ${Array.from(dependencies, (one) => one.join("=")).join(",")}`,
  );
}

Deno.test("readNpmLock() reads how packages import each other", () => {
  const text = lockOf({
    "a@1.0.0": {
      integrity: SHA,
      dependencies: ["b", "c@2.0.0", "of-c@npm:c@1.0.0", "@s/d"],
      optionalDependencies: ["native", "absent"],
    },
    "b@1.0.0_c@1.0.0": { integrity: SHA, dependencies: ["c@1.0.0", "a"] },
    "c@1.0.0": { integrity: SHA },
    "c@2.0.0": { integrity: SHA },
    "@s/d@1.0.0-beta.1+2": { integrity: SHA },
    "native@1.0.0": { integrity: SHA, os: ["linux"], cpu: ["x64"] },
    "unused@1.0.0": {},
  });
  assertEquals(namesOf(text).toSorted(), [
    "@s/d@1.0.0-beta.1+2: ",
    "a@1.0.0: b=b@1.0.0_c@1.0.0,c=c@2.0.0,of-c=c@1.0.0,@s/d=@s/d@1.0.0-beta.1+2",
    "b@1.0.0_c@1.0.0: c=c@1.0.0,a=a@1.0.0",
    "c@1.0.0: ",
    "c@2.0.0: ",
  ]);
  const [a] = readNpmLock(text).packages.values();
  assertEquals([a?.name, a?.version], ["a", "1.0.0"]);
});

Deno.test("readNpmLock() ignores what is not of npm", () => {
  const text = JSON.stringify({
    version: "4",
    specifiers: { "jsr:@std/assert@1": "1.0.0", "npm:@s/a@*": "1.0.0" },
    jsr: {},
    remote: {},
    workspace: {},
    npm: { "@s/a@1.0.0": { integrity: SHA } },
  });
  const { roots } = readNpmLock(text);
  assertEquals(Array.from(roots.keys()), ["@s/a"]);
  assertEquals(roots.get("@s/a")?.requirement.versions, "");
  assertEquals(JSON.parse(formatNpmLock(text)), {
    version: "4",
    specifiers: { "npm:@s/a@*": "1.0.0" },
    npm: { "@s/a@1.0.0": { integrity: SHA } },
  });
});

Deno.test("readNpmLock() refuses what is no lock of Deno", () => {
  const cases = [
    ["{", "it must be JSON"],
    ["[]", "it must be an object"],
    ['{ "version": "3" }', "its version must be 4 or 5"],
    ['{ "lockfileVersion": 3, "packages": {} }', "it is one of npm"],
    ['{ "version": "5", "npm": [] }', "npm must be an object"],
    [lockOf({}), "npm must have a@1.0.0"],
    [lockOf({ "a@1.0.0": {} }), 'npm["a@1.0.0"] must have an integrity'],
    [
      lockOf({ "a@1.0.0": { integrity: "md5-AAAA" } }),
      "must have an integrity",
    ],
    [lockOf({ "a@1.0.0": 1 }), 'npm["a@1.0.0"] must be an object'],
    [lockOf({ "../a@1.0.0": { integrity: SHA } }), 'npm has "../a@1.0.0"'],
    [lockOf({ "@../a@1.0.0/..": { integrity: SHA } }), "npm has"],
    [lockOf({}, { "npm:../a@1": "1.0.0" }), 'specifiers has "npm:../a@1"'],
    [
      lockOf({ "a@1.0.0": { integrity: SHA }, "a@2.0.0": { integrity: SHA } }, {
        "npm:a@1": "1.0.0",
        "npm:a@2": "2.0.0",
      }),
      "it must have one version of a for guests: it has a@1.0.0 and a@2.0.0",
    ],
  ] as const;
  for (const [text, message] of cases) {
    assertThrows(() => readNpmLock(text), Error, message);
  }
});

Deno.test("isNpmLock() tells a lock of npm by its format", () => {
  assertEquals(isNpmLock(' \n{"version": "5"}'), true);
  assertEquals(isNpmLock('lock-version = "1.0"'), false);
});
