import { assert, assertEquals, assertMatch } from "@std/assert";
import { evaluate, ofDenoRun, sandglass, usualFlags } from "./_cli.ts";

Deno.test("run prints the guest's output and the last value, in every language", async () => {
  const cases = {
    python: ["print('hi'); 6 * 7", "hi\n42\n"],
    javascript: ["console.log('hi'); 6 * 7", "hi\n42\n"],
    typescript: ["console.log('hi'); (6 * 7) as number", "hi\n42\n"],
  } as const;
  for (const [language, [code, stdout]] of Object.entries(cases)) {
    assertEquals(await evaluate(code, "--language", language), {
      status: 0,
      stdout,
      stderr: "",
    });
  }
});

Deno.test("run prints what a program prints, and nothing of its last value", async () => {
  const programs = {
    "write.py": "f = open('x.txt', 'w')\nprint('done')\nf.write('hello')\n",
    "rich.py":
      "class R:\n    def _repr_html_(self): return '<b>'\nprint('done')\nR()\n",
    "loop.js":
      "console.log('done'); let n = 0;\nfor (let i = 0; i < 3; i++) n += i;\n",
    "timer.js": "setTimeout(() => console.log('done'), 1)\n",
    "last.ts": "console.log('done');\n(6 * 7) as number\n",
  };
  const directory = await Deno.makeTempDir();
  try {
    for (const [name, code] of Object.entries(programs)) {
      const path = `${directory}/${name}`;
      await Deno.writeTextFile(path, code);
      const expected = { status: 0, stdout: "done\n", stderr: "" };
      assertEquals(await sandglass(["run", path]), expected, name);
    }
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
  const { stdout } = await sandglass(["run", "-", "-l", "py"], {
    stdin: "print('hi')\n6 * 7\n",
  });
  assertEquals(stdout, "hi\n");
});

Deno.test("run runs programs of several files, and names the flag for a missing one", async () => {
  const directory = await Deno.makeTempDir();
  const write = (name: string, code: string) =>
    Deno.writeTextFile(`${directory}/${name}`, code);
  try {
    await Deno.mkdir(`${directory}/lib`);
    await write("lib/add.js", "exports.add = (a, b) => a + b;\n");
    await write("lib/data.json", '{"name":"data"}\n');
    await write(
      "main.js",
      `const { add } = require("./lib/add");
const data = require("./lib/data.json");
console.log(add(1, 2), data.name, require.main === module, __filename);
`,
    );
    const main = `${directory}/main.js`;
    const given = ["add.js", "data.json"].flatMap((name) => [
      "--file",
      `${directory}/lib/${name}:lib/${name}`,
    ]);
    const expected = {
      status: 0,
      stdout: "3 data true /work/main.js\n",
      stderr: "",
    };
    assertEquals(await sandglass(["run", ...given, main]), expected);
    const mounted = ["--mount", `${directory}/lib:/work/lib`];
    assertEquals(await sandglass(["run", ...mounted, main]), expected);
    const missing = await sandglass(["run", main]);
    assertEquals(missing.status, 1);
    assertMatch(missing.stderr, /'\.\/lib\/add'.*add --file lib\/add\.js:/);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("run runs an ES module, and gives it its input by lines", async () => {
  const directory = await Deno.makeTempDir();
  try {
    const path = `${directory}/sum.mjs`;
    await Deno.writeTextFile(
      path,
      `import { createInterface } from "node:readline";
export const sums = [];
for await (const line of createInterface({ input: process.stdin })) {
  sums.push(line.split(" ").reduce((sum, one) => sum + Number(one), 0));
}
console.log(sums.join(","), import.meta.main, process.argv.slice(2).join());
`,
    );
    const input = `${directory}/input.txt`;
    await Deno.writeTextFile(input, "1 2\n3 4 5\n");
    assertEquals(
      await sandglass(["run", "--stdin", input, path, "--", "a", "b"]),
      { status: 0, stdout: "3,12 true a,b\n", stderr: "" },
    );
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
});

Deno.test("run prints no value for None and undefined", async () => {
  assertEquals((await evaluate("None")).stdout, "");
  assertEquals((await evaluate("undefined", "-l", "js")).stdout, "");
  assertEquals((await evaluate("null", "-l", "js")).stdout, "null\n");
});

Deno.test("run runs the examples", async () => {
  const primes = await sandglass(["run", "examples/primes.py", "--", "30"]);
  assertMatch(primes.stdout, /23\s+29\n10 primes up to 30\n$/);
  const hello = await sandglass(["run", "examples/hello.py", "--", "Ada"]);
  assertMatch(
    hello.stdout,
    /^Hello, Ada!\nPython 3\.\d+\.\d+ on emscripten\n/,
  );
  const stats = await sandglass(["run", "examples/stats.js"], {
    stdin: "1 2 3\n4\n",
  });
  assertMatch(stats.stdout, /^count +4\n[^]*^median +2\.5$/m);
  const words = await sandglass(["run", "examples/words.ts", "--", "1"], {
    stdin: "a b\nb",
  });
  assertEquals(words.stdout, "     2  b\n");
});

Deno.test("threat: examples/hostile.py tries to escape", async () => {
  const { status, stdout } = await sandglass(["run", "examples/hostile.py"]);
  assertEquals(status, 0);
  const got = stdout.split("\n").filter((line) => line.includes("got "));
  assertEquals(got, [
    "list the home directory   got ['hostile.py']",
    "see the host's variables  got None",
  ]);
});

Deno.test("run reads its code from standard input", async () => {
  const { stdout } = await sandglass(["run", "-", "--language", "python"], {
    stdin: "import sys\nprint(repr(sys.stdin.read()))",
  });
  assertEquals(stdout, "''\n");
});

Deno.test("run gives the guest standard input, arguments and variables", async () => {
  const code =
    "import os, sys; print(input('? ')); print(sys.argv[1:], os.environ['A'])";
  const args = ["--env", "A=b=c", "--arg", "x", "--", "-y"];
  assertEquals(
    await sandglass(["run", "-e", code, ...args], { stdin: "first\nsecond" }),
    { status: 0, stdout: "? first\n['x', '-y'] b=c\n", stderr: "" },
  );
});

Deno.test("run gives the guest the globals of --global", async () => {
  const args = ["--global", "n=5", "--global", 'rows=[{"a": 2}]'];
  assertEquals(await sandglass(["run", "-e", "n * rows[0]['a']", ...args]), {
    status: 0,
    stdout: "10\n",
    stderr: "",
  });
  const bad = await sandglass(["run", "-e", "1", "--global", "lambda=1"]);
  assertEquals([bad.status, bad.stdout], [2, ""]);
  assertMatch(bad.stderr, /^sandglass: Cannot set --global lambda as /);
});

Deno.test("run passes a variable by its name", async () => {
  const { stdout } = await evaluate(
    "import os; os.environ['HOME'], 'XDG_CACHE_HOME' in os.environ",
    "--env",
    "HOME",
  );
  assertEquals(stdout, `('${Deno.env.get("HOME")}', False)\n`);
});

Deno.test("run gives the guest the file of --stdin", async () => {
  const { stdout } = await sandglass([
    "run",
    "examples/words.ts",
    "--stdin",
    "LICENSE",
    "--",
    "1",
  ]);
  assertMatch(stdout, /^ +\d+ {2}\p{L}+\n$/u);
});

Deno.test("run passes a long standard input in full", async () => {
  const { stdout } = await sandglass(
    ["run", "-e", "import sys; sum(len(line) for line in sys.stdin)"],
    { stdin: "héllo wörld\n".repeat(50_000) },
  );
  assertEquals(stdout, "600000\n");
});

Deno.test("run --json prints one line and nothing else", async () => {
  const { status, stdout, stderr } = await evaluate(
    "import sys; print('out'); print('err', file=sys.stderr); (1, 2**70)",
    "--json",
  );
  assertEquals([status, stderr], [0, ""]);
  assertEquals(stdout.indexOf("\n"), stdout.length - 1);
  const result = JSON.parse(stdout);
  assertEquals(result.status, "ok");
  assertEquals(result.value, {
    $tuple: [1, { $bigint: "1180591620717411303424" }],
  });
  assertEquals([result.stdout, result.stderr], ["out\n", "err\n"]);
  assertEquals([result.engine, result.isolation], ["pyodide", "process"]);
  assert(result.usage.wallMs > 0);
});

Deno.test("run --json reports the isolation", ofDenoRun, async () => {
  const { stdout } = await sandglass(["run", "-e", "1", "--json"], {
    flags: usualFlags().filter((flag) => !flag.startsWith("--allow-run")),
  });
  assertEquals(JSON.parse(stdout).isolation, "thread");
});

Deno.test("run --seed makes randomness repeatable", async () => {
  const code = "import random, uuid; [random.random(), str(uuid.uuid4())]";
  const [a, b, c] = await Promise.all([
    evaluate(code, "--seed", "7"),
    evaluate(code, "--seed", "7"),
    evaluate(code),
  ]);
  assertEquals(a.stdout, b.stdout);
  assert(a.stdout !== c.stdout);
});

Deno.test("sandglass runs a file, code and piped code without a command", async () => {
  const file = await sandglass(["examples/primes.py", "30"]);
  assertMatch(file.stdout, /10 primes up to 30\n$/);
  const python = "import sys; print(sys.argv[1:])";
  const code = await sandglass(["--timeout", "5", "-c", python, "--seed-all"]);
  assertEquals(code.stdout, "['--seed-all']\n");
  const cases = {
    "print(1)\n2\n": "1\n",
    "const x = [1];\nconsole.log(x)\nx\n": "[ 1 ]\n",
    "let x: number = 4\nconsole.log(x)\n": "4\n",
    "#!/usr/bin/env node\nconsole.log(typeof 1n)\n": "bigint\n",
  };
  for (const [stdin, stdout] of Object.entries(cases)) {
    for (const args of [[], ["run"], ["-"], ["run", "-"]]) {
      const expected = { status: 0, stdout, stderr: "" };
      assertEquals(await sandglass(args, { stdin }), expected);
    }
  }
});
