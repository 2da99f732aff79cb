import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ofDenoRun } from "./_cli.ts";
import { CliPackages, HAS_PACKAGE_TOOL } from "./_package_place.ts";

const withTools = {
  ignore: !HAS_PACKAGE_TOOL || ofDenoRun.ignore || Deno.build.os === "windows",
};

const HEADER = `# /// script
# requires-python = ">=3.12"
# dependencies = ["fruit>=1,<2", "nothing; python_version < '3'"]
# ///
`;

Deno.test(
  "a script with a header runs, and again without a network",
  withTools,
  async () => {
    await using place = await CliPackages.make();
    const script = await place.write(
      "a.py",
      `${HEADER}import fruit, seeds\nprint(fruit.version, seeds.count)\n`,
    );
    const ok = { status: 0, stdout: "1.0 7\n", stderr: "" };
    assertEquals(await place.run([script]), ok);
    const { requests } = place.index;
    const count = requests.length;
    assertEquals(await place.run(["run", script], { isOffline: true }), ok);
    assertEquals(requests.length, count);
    const stdin = await Deno.readTextFile(script);
    assertEquals(await place.run(["-"], { isOffline: true, stdin }), ok);
    const more = await place.run([script, "--with", "nuts"], {
      isOffline: true,
    });
    assertEquals([more.status, more.stdout], [3, ""]);
    assertStringIncludes(more.stderr, "neither uv nor pip could be started");
  },
);

Deno.test(
  "--with makes packages available to run and repl",
  withTools,
  async () => {
    await using place = await CliPackages.make();
    const code = "import fruit, walnut\n(fruit.version, walnut.kind)";
    const args = ["--with", "fruit,nuts"];
    assertEquals(await place.run(["run", "-e", code, ...args]), {
      status: 0,
      stdout: "('2.0', 'nut')\n",
      stderr: "",
    });
    const repl = await place.run(["repl", ...args], {
      isOffline: true,
      stdin: "import walnut\nwalnut.kind\n",
    });
    assertEquals([repl.status, repl.stdout], [0, "'nut'\n"]);
  },
);

Deno.test(
  "warm fetches packages, after which --cached-only is enough",
  withTools,
  async () => {
    await using place = await CliPackages.make();
    const { status, stdout, stderr } = await place.run([
      "warm",
      "--with=fruit==1.0",
    ]);
    assertEquals([status, stderr], [0, ""]);
    assertMatch(
      stdout,
      /\nThe packages for pyodide are there: fruit 1\.0, seeds 1\.0\n$/,
    );
    assertEquals(
      await place.run(
        ["-c", "import fruit; fruit.count", "--with=fruit==1.0"],
        {
          isOffline: true,
        },
      ),
      { status: 0, stdout: "7\n", stderr: "" },
    );
  },
);

Deno.test(
  "lock writes what --lock uses, and a changed digest is refused",
  withTools,
  async () => {
    await using place = await CliPackages.make();
    const file = `${place.base}/pylock.toml`;
    assertEquals(await place.run(["lock", "fruit<2", "-o", file]), {
      status: 0,
      stdout: `Locked 2 packages for pyodide: ${file}\n`,
      stderr: "",
    });
    const text = await Deno.readTextFile(file);
    assertStringIncludes(text, 'name = "fruit"\nversion = "1.0"');
    const printed = await place.run(["lock", "fruit<2"]);
    assertEquals([printed.stdout, printed.stderr], [text, ""]);
    const code = "import fruit; fruit.version";
    assertEquals(
      await place.run(["run", "--lock", file, "-e", code], { isOffline: true }),
      { status: 0, stdout: "'1.0'\n", stderr: "" },
    );
    const other = await place.run(
      ["run", "--lock", file, "--with=nuts", "-e", "1"],
    );
    assertEquals([other.status, other.stdout], [3, ""]);
    assertStringIncludes(other.stderr, "it must have nuts");
    const digest = /sha256 = "(\w+)"/.exec(text)?.[1] ?? "";
    await Deno.writeTextFile(file, text.replace(digest, "0".repeat(64)));
    const changed = await place.run(["run", "--lock", file, "-e", code]);
    assertEquals([changed.status, changed.stdout], [3, ""]);
    assertStringIncludes(changed.stderr, "(PACKAGES_FAILED)");
  },
);

Deno.test(
  "a package that does not exist is an error before anything starts",
  withTools,
  async () => {
    await using place = await CliPackages.make();
    for (
      const [wanted, message] of [
        ["nothing", "there is no package nothing in the index"],
        ["fruit>=9", "fruit"],
      ] as const
    ) {
      const { status, stdout, stderr } = await place.run([
        ...["run", "--with", wanted, "-e", "print(1)"],
      ]);
      assertEquals([status, stdout], [3, ""]);
      assertStringIncludes(stderr, message);
      assertMatch(stderr, /^sandglass: Cannot .* \(PACKAGES_FAILED\)\n$/);
    }
  },
);
