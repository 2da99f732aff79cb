import { assertEquals, assertMatch } from "@std/assert";
import { sandglass } from "./_cli.ts";

Deno.test("repl keeps the state of Python from statement to statement", async () => {
  const stdin = `import math
def area(radius):
    half = radius / 2

    return math.pi * half ** 2
@staticmethod
def two(): return 2
for i in range(2):
    print(i)
else:
    print("end")
[round(area(2), 3),
 two()]
_ = await __import__("asyncio").sleep(0, 7)
_
`;
  assertEquals(await sandglass(["repl", "python"], { stdin }), {
    status: 0,
    stdout: "0\n1\nend\n[3.142, 2]\n7\n",
    stderr: "",
  });
});

Deno.test("repl keeps the state of JavaScript from statement to statement", async () => {
  const stdin = `let total = 0
const add = (n) => {
  total += n;

  return total;
};
class Point { constructor(x) { this.x = x } }
if (total) {
  console.log("no")
}
else {
  console.log("yes")
}
add(20)
add(22)
{ x: total }
await Promise.resolve(new Point(1).x)
`;
  const { status, stdout, stderr } = await sandglass(["repl", "js"], { stdin });
  assertEquals([status, stderr], [0, ""]);
  assertMatch(stdout, /^yes\n20\n42\n\{ x: 42 \}\n1\n$/);
});

Deno.test("repl goes on after an error, and exits with the status of the last statement", async () => {
  const { status, stdout, stderr } = await sandglass(["repl"], {
    stdin: "x = 1\n1/0\nx\nnope\n",
  });
  assertEquals([status, stdout], [1, "1\n"]);
  assertMatch(stderr, /ZeroDivisionError[^]*NameError/);
  assertEquals((await sandglass(["repl"], { stdin: "1/0\n1\n" })).status, 0);
});

Deno.test("repl goes on after a time limit", async () => {
  const { status, stdout, stderr } = await sandglass(
    ["repl", "--timeout", "300ms"],
    { stdin: "x = 1\nwhile True: pass\n\n\n'alive'\n" },
  );
  assertEquals([status, stdout], [0, "'alive'\n"]);
  assertMatch(
    stderr,
    /time limit of 300ms passed[^]*the sandbox (?:is still there|was lost)/,
  );
});

Deno.test("repl loads files, starts over and sets limits", async () => {
  const { stdout, stderr } = await sandglass(["repl"], {
    stdin:
      ".load examples/primes.py\nlen(primes)\n.clear\n.timeout 2s\nprimes\n",
  });
  assertMatch(stdout, /25 primes up to 100\n25\nA run may take 2s\.\n$/);
  assertMatch(stderr, /NameError: name 'primes' is not defined/);
});

Deno.test("repl ends with the status of an exit", async () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ["python", "exit(3)\nprint('no')\n", 3],
    ["python", "1/0\nquit()\nprint('no')\n", 0],
    [
      "python",
      "def f():\n    import sys; sys.exit(5)\n\nf()\nprint('no')\n",
      5,
    ],
    ["js", "process.exit(4)\nconsole.log('no')\n", 4],
    ["js", "exit\nconsole.log('no')\n", 0],
  ];
  for (const [language, stdin, expected] of cases) {
    const { status, stdout } = await sandglass(["repl", language], { stdin });
    assertEquals([status, stdout], [expected, ""], stdin);
  }
});
