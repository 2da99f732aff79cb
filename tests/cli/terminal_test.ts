import { assert, assertEquals, assertMatch } from "@std/assert";
import { commandLine, ROOT, usualFlags } from "./_cli.ts";

/** Types on a terminal that `script` provides. */
async function typed(
  args: readonly string[],
  keys: readonly (readonly [after: string, type: string])[],
  { colours = false }: { readonly colours?: boolean } = {},
): Promise<string> {
  const home = await Deno.makeTempDir();
  const flags = [...usualFlags(), "--allow-env", `--allow-write=${home}`];
  const command = [...commandLine(flags), ...args]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const child = new Deno.Command("script", {
    args: ["-qec", command, "/dev/null"],
    cwd: ROOT,
    env: {
      TERM: "xterm",
      XDG_STATE_HOME: home,
      // An empty value is the same as none.
      NO_COLOR: colours ? "" : "1",
    },
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
  "repl runs a pasted block, searches, completes and keeps the last value, on a terminal",
  onTerminal,
  async () => {
    const block =
      "\x1b[200~def twice(y):\r\n    z = y * 2\r\n\r\n    return z\r\ntwice(21)\r\n\x1b[201~\r";
    await typed(["repl", "python"], [
      [">>> ", block],
      ["42\r\n", ""],
      [">>> ", "_ + 1\r"],
      ["43\r\n", ""],
      [">>> ", "twi\t(5)\r"],
      ["10\r\n", ""],
      [">>> ", "from math import sqr\t\r"],
      [">>> ", "'abc'; word = 'abc'\r"],
      [">>> ", "word.uppe\t()\r"],
      ["'ABC'\r\n", ""],
      [">>> ", "\x12twi"],
      ["(reverse-i-search)", ""],
      ["twi': twice(5)", "\r"],
      ["10\r\n", ""],
      // A name that runs the guest's code for ever, and leaves the session as it was.
      [">>> ", "class Slow:\r"],
      ["... ", "    @property\r"],
      ["... ", "    def x(self):\r"],
      ["... ", "        while True: pass\r"],
      ["... ", "\r"],
      [">>> ", "slow = Slow()\r"],
      [">>> ", "slow.x.a\t\x03"],
      ["^C", ""],
      [">>> ", "twice(50)\r"],
      ["100\r\n", ""],
      [">>> ", "exit()\r"],
    ]);
    await typed(["repl", "js"], [
      ["> ", "const config = { alphabet: 1 }\r"],
      ["> ", "conf\t.alph\t + 1\r"],
      ["2\r\n", ""],
      ["> ", "class A {\r"],
      ["... ", "  go() { return 7 }\r"],
      ["... ", "}\r"],
      ["> ", "new A().go()\r"],
      ["7\r\n", ""],
      ["> ", "_ * 2\r"],
      ["14\r\n", ""],
      ["> ", "help()\r"],
      [".timeout", ""],
      ["> ", "quit\r"],
    ]);
  },
);

Deno.test(
  "repl keeps the state when Ctrl-C interrupts a wait, on a terminal",
  onTerminal,
  async () => {
    // Each wait shows that it has begun.
    await typed(["repl", "python"], [
      [">>> ", "import time, asyncio; y = 5\r"],
      [">>> ", "print('be' 'gun'); time.sleep(600)\r"],
      ["begun\r\n", "\x03"],
      ["sandglass: interrupted", ""],
      [">>> ", "y\r"],
      ["5\r\n", ""],
      [">>> ", "print('be' 'gun'); await asyncio.sleep(600)\r"],
      ["begun\r\n", "\x03"],
      ["sandglass: interrupted", ""],
      [">>> ", "y + 1\r"],
      ["6\r\n", ""],
      [">>> ", "input('name' '? ')\r"],
      ["name? ", "\x03"],
      ["sandglass: interrupted", ""],
      [">>> ", "y + 2\r"],
      ["7\r\n", ""],
      [">>> ", "\x04"],
    ]);
    await typed(["repl", "js"], [
      ["> ", "let y = 5\r"],
      [
        "> ",
        "console.log('be' + 'gun'); await new Promise((done) => setTimeout(done, 600_000))\r",
      ],
      ["begun\r\n", "\x03"],
      ["sandglass: interrupted", ""],
      ["> ", "y + 1\r"],
      ["6\r\n", ""],
      ["> ", "\x04"],
    ]);
  },
);

Deno.test(
  "repl colours code and values, and escapes their control characters, on a terminal",
  onTerminal,
  async () => {
    const seen = await typed(["repl"], [
      [">>> ", "x = chr(27) + ']0;t'\r"],
      [">>> ", "[1, x, None]\r"],
      ["]\r\n", ""],
      [">>> ", "\x04"],
    ], { colours: true });
    assert(
      seen.includes(
        "[\x1b[33m1\x1b[0m, \x1b[32m'\\x1b]0;t'\x1b[0m, \x1b[36mNone\x1b[0m]\r\n",
      ),
      seen,
    );
    assert(!seen.includes("\x1b]"), seen);
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
    assert(cut.includes("green\r\n\x1b[0msandglass: the time limit"), cut);
  },
);
