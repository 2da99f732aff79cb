import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ofDenoRun } from "./_cli.ts";
import { CliNpm } from "./_npm_place.ts";

const options = { ignore: ofDenoRun.ignore || Deno.build.os === "windows" };

const CODE = `import { count, version } from "@of/fruit";
console.log(version, count);
`;

Deno.test(
  "--with npm:NAME is for programs in JavaScript, and needs the registry once",
  options,
  async () => {
    await using place = await CliNpm.make();
    const script = await place.python.write("a.mjs", CODE);
    const ok = { status: 0, stdout: "1.0.0 7\n", stderr: "" };
    const args = ["run", script, "--with", "npm:@of/fruit@1"];
    assertEquals(await place.run(args), ok);
    const { requests } = place.registry;
    const count = requests.length;
    assertEquals(await place.run(args), ok);
    assertEquals(await place.run([...args, "--isolation=thread"]), ok);
    assertEquals(requests.length, count);
    const typed = await place.python.write(
      "b.ts",
      `${CODE}import { more } from "@of/fruit/more.js";\nconst it: boolean = more;\nconsole.log(it);`,
    );
    assertEquals(
      await place.run(["run", typed, "--with", "npm:@of/fruit@^2"]),
      {
        ...ok,
        stdout: "2.0.0 7\ntrue\n",
      },
    );
  },
);

Deno.test(
  "a package that is not there is a failure with a hint",
  options,
  async () => {
    await using place = await CliNpm.make();
    const script = await place.python.write("a.mjs", CODE);
    const missing = await place.run(["run", script]);
    assertEquals(missing.status, 1);
    assertStringIncludes(missing.stderr, "add --with npm:@of/fruit ");
    const cases = [
      [
        ["run", script, "--with", "npm:@of/none"],
        3,
        "there is no package @of/none",
      ],
      [
        ["run", script, "--with", "npm:@of/fruit@9"],
        3,
        "there is no version 9 of @of/fruit",
      ],
      [
        ["run", script, "--with", "fruit"],
        2,
        "packages for javascript begin with npm:",
      ],
      [
        ["run", "-e", "print(1)", "--with", "npm:@of/fruit"],
        2,
        "packages of npm are for JavaScript",
      ],
      [
        ["run", script, "--with", "npm:a b"],
        2,
        'must be a name with versions, such as "npm:zod"',
      ],
      [
        ["lock", "fruit", "npm:@of/fruit"],
        2,
        "Cannot lock packages of Python and of npm in one file",
      ],
      [
        ["mcp", "--allow-packages", "npm:@of/fruit"],
        2,
        "cannot have packages of npm",
      ],
    ] as const;
    for (const [args, status, message] of cases) {
      const outcome = await place.run(args);
      assertStringIncludes(outcome.stderr, message);
      assertEquals([outcome.status, outcome.stdout], [status, ""]);
    }
  },
);

Deno.test("lock writes a lock of npm, which --lock uses", options, async () => {
  await using place = await CliNpm.make();
  const { base } = place.python;
  const file = `${base}/deno.lock`;
  assertEquals(await place.run(["lock", "npm:@of/fruit@1", "-o", file]), {
    status: 0,
    stdout: `Locked 2 packages for quickjs: ${file}\n`,
    stderr: "",
  });
  const script = await place.python.write("a.mjs", CODE);
  const ok = { status: 0, stdout: "1.0.0 7\n", stderr: "" };
  assertEquals(await place.run(["run", script, "--lock", file]), ok);
  const text = await Deno.readTextFile(file);
  await Deno.writeTextFile(
    file,
    text.replace(/("integrity": "sha512-)..../, "$1AAAA"),
  );
  const changed = await place.run(["run", script, "--lock", file]);
  assertEquals([changed.status, changed.stdout], [3, ""]);
  assertStringIncludes(changed.stderr, "has another digest than in the lock");
  const python = await place.run(["run", "-e", "1", "--lock", file]);
  assertStringIncludes(
    python.stderr,
    "as it is a lock of npm: the language is python",
  );
});

Deno.test("warm fetches packages of both languages", options, async () => {
  await using place = await CliNpm.make();
  const args = ["--with=npm:@of/fruit@1", "--with=npm:@of/seeds"];
  const { status, stdout, stderr } = await place.run(["warm", ...args]);
  assertEquals([status, stderr], [0, ""]);
  assertMatch(
    stdout,
    /\nThe packages for quickjs are there: @of\/fruit 1\.0\.0, @of\/seeds 1\.0\.0\n$/,
  );
});
