import { assert, assertEquals, assertMatch } from "@std/assert";
import { commandLine, ROOT, sandglass, usualFlags } from "./_cli.ts";

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

/** Types on a terminal that `script` provides. */
async function typed(
  args: readonly string[],
  keys: readonly (readonly [after: string, type: string])[],
): Promise<string> {
  const home = await Deno.makeTempDir();
  const flags = [...usualFlags(), "--allow-env", `--allow-write=${home}`];
  const command = [...commandLine(flags), ...args]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const child = new Deno.Command("script", {
    args: ["-qec", command, "/dev/null"],
    cwd: ROOT,
    env: { TERM: "xterm", XDG_STATE_HOME: home, NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
  const writer = child.stdin.getWriter();
  const decoder = new TextDecoder();
  const left = [...keys];
  let seen = "";
  let from = 0;
  for await (const chunk of child.stdout) {
    seen += decoder.decode(chunk, { stream: true });
    for (let next = left[0]; next !== undefined; next = left[0]) {
      const at = seen.indexOf(next[0], from);
      if (at < 0) break;
      from = at + next[0].length;
      left.shift();
      await writer.write(new TextEncoder().encode(next[1]));
    }
  }
  clearTimeout(timer);
  await writer.close().catch(() => {});
  await child.status;
  await Deno.remove(home, { recursive: true });
  assert(left.length === 0, `Expected ${left[0]?.[0]} in ${seen}`);
  return seen;
}

const hasScript = Deno.build.os === "linux" &&
  (await new Deno.Command("sh", {
    args: ["-c", "command -v script && script --version"],
    stdout: "null",
    stderr: "null",
  }).output()).success;
const onTerminal = { ignore: !hasScript };

Deno.test(
  "repl edits lines, recalls them and interrupts, on a terminal",
  onTerminal,
  async () => {
    const seen = await typed(["repl", "python"], [
      [">>> ", "x = 43\x1b[D\x7f1\r"], // one step left, delete, another digit
      [">>> ", "x + 1\r"],
      ["14\r\n", ""],
      [">>> ", "\x1b[A\x1b[A\r"], // twice up
      [">>> ", "while True: print('busy')\r"],
      ["... ", "\r"],
      ["busy\r\n", "\x03"],
      ["sandglass: interrupted", ""],
      // The sandbox may have been replaced, since a guest does not always respond to an interrupt in time.
      [">>> ", "6 * 7\r"],
      ["42\r\n", ""],
      [">>> ", "\x04"],
    ]);
    assertMatch(seen, /Sandglass: python on pyodide, process isolation/);
  },
);

Deno.test(
  "repl reads the guest's input at the guest's prompt, on a terminal",
  onTerminal,
  async () => {
    await typed(["repl", "js"], [
      ["> ", "readline('name? ') + '!'\r"],
      ["name? ", "Bob\r"],
      ["'Bob!'", ""],
      ["> ", ".exit\r"],
    ]);
  },
);

Deno.test(
  "threat: a guest that controls the terminal",
  onTerminal,
  async () => {
    const seen = await typed(
      ["run", "-e", "print(chr(27) + '[2J' + chr(0x202e)); chr(155)"],
      [["u202e", ""]],
    );
    assert(seen.includes("\\x1b[2J\\u202e"), seen);
    const unsafe = ["\x1b", "\u202e", "\x9b"].filter((one) =>
      seen.includes(one)
    );
    assertEquals(unsafe, []);
  },
);

Deno.test(
  "run lets the guest's colours through, and all with --raw, on a terminal",
  onTerminal,
  async () => {
    const code =
      "print(chr(27)+'[31mred'); print('50%', end=chr(13)); print(chr(27)+']0;title'+chr(7), end=chr(27)); 'value'";
    const seen = await typed(["run", "-e", code], [["'value'", ""]]);
    const text =
      "\x1b[31mred\r\n50%\r\\x1b]0;title\\x07\\x1b\x1b[0m\r\n'value'\r\n";
    assertEquals(seen, text);
    const raw = await typed(["run", "--raw", "-e", code], [["'value'", ""]]);
    assert(raw.includes("50%\r\x1b]0;title\x07\x1b"), raw);
    // The colours of a program that is cut off do not remain.
    const endless =
      "import time\nprint(chr(27)+'[32mgreen', flush=True)\ntime.sleep(60)";
    const cut = await typed(["run", "-e", endless, "--timeout", "1"], [
      ["green", ""],
      ["passed", ""],
    ]);
    // deno-lint-ignore no-control-regex -- the colour ends with the run
    assertMatch(cut, /green\r\n\x1b\[0m\r?\n?sandglass: the time limit/);
  },
);
