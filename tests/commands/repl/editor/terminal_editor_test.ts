import { assert, assertEquals } from "@std/assert";
import type {
  LineEvent,
  ReadLineOptions,
} from "../../../../commands/line_editor.ts";
import { TerminalEditor } from "../../../../commands/repl/editor/terminal_editor.ts";
import fc from "../../../fast_check.ts";
import { FakeTerminal, textOf } from "./_terminal.ts";

const KEYS = {
  up: "\x1b[A",
  down: "\x1b[B",
  right: "\x1b[C",
  left: "\x1b[D",
  home: "\x01",
  end: "\x05",
  backspace: "\x7f",
  delete: "\x1b[3~",
  search: "\x12",
  paste: (text: string) => `\x1b[200~${text}\x1b[201~`,
};

interface Opened {
  readonly terminal: FakeTerminal;
  readonly editor: TerminalEditor;
  readonly read: (
    keys: string,
    options?: Partial<ReadLineOptions>,
  ) => Promise<LineEvent>;
}

function open(
  history: readonly string[] = [],
  terminal: FakeTerminal = new FakeTerminal(),
): Opened {
  const editor = new TerminalEditor({ history, maxLines: 5 }, terminal);
  return {
    terminal,
    editor,
    async read(keys, options): Promise<LineEvent> {
      const event = editor.readLine("> ", { remember: true, ...options });
      terminal.type(keys);
      return await event;
    },
  };
}

async function typed(
  keys: string,
  history: readonly string[] = [],
  options: Partial<ReadLineOptions> = {},
): Promise<string | undefined> {
  const { editor, read } = open(history);
  const text = textOf(await read(`${keys}\r`, options));
  editor.close();
  return text;
}

Deno.test("TerminalEditor edits a line", async () => {
  const { left, right, home, end, backspace } = KEYS;
  const cases: readonly (readonly [keys: string, text: string])[] = [
    ["abc", "abc"],
    [`abc${left}${left}X${right}Y`, "aXbYc"],
    [`abc${home}X${end}Y`, "XabcY"],
    [`abc${backspace}${left}${KEYS.delete}`, "a"],
    ["one two three\x17\x17X", "one X"],
    ["one two\x1bbX\x1bfY", "one XtwoY"],
    ["one two\x1b[1;5DX\x1b[1;5CY", "one XtwoY"],
    [`one two${home}\x1bd`, " two"],
    ["abc\x15X", "X"],
    [`abc${left}\x0bX`, "abX"],
    ["abc\x15\x19\x19", "abcabc"],
    ["ab\x14", "ba"],
    ["abc\x15\x1f", "abc"],
    ["a😀é👩‍👩‍👧" + backspace + backspace, "a😀"],
    ["日本" + left + "x", "日x本"],
    ["a\tb".replace("\t", ""), "ab"],
    ["\x1b[15~\x1bOPx", "x"],
    [KEYS.paste("a\tb\x1b[2Jc"), "a\tb[2Jc"],
  ];
  for (const [keys, text] of cases) assertEquals(await typed(keys), text, keys);
});

Deno.test("TerminalEditor shows what it edits", async () => {
  const { terminal, editor, read } = open();
  const first = read(`hello${KEYS.left}${KEYS.left}`);
  await Promise.resolve();
  terminal.type("X");
  terminal.type("\r");
  assertEquals(textOf(await first), "helXlo");
  assertEquals(terminal.lines, ["> helXlo"]);
  const second = read("日本語");
  terminal.type("\r");
  await second;
  assertEquals(terminal.lines, ["> helXlo", "> 日本語"]);
  editor.close();
});

Deno.test("TerminalEditor wraps long lines, and shows no more rows than the terminal has", async () => {
  const { terminal, editor, read } = open([], new FakeTerminal(10, 4));
  await read(`${"a".repeat(25)}${KEYS.home}${KEYS.end}\r`);
  assertEquals(terminal.lines, ["> aaaaaaaa", "aaaaaaaaaa", "aaaaaaa"]);
  const many = Array.from({ length: 30 }, (_, i) => `line ${i}`).join("\n");
  const text = textOf(await read(`${KEYS.paste(many)}${KEYS.up}X\r`));
  assertEquals(text?.split("\n").length, 30);
  assert(terminal.lines.length <= 3 + 4, terminal.lines.join("\n"));
  editor.close();
});

Deno.test("TerminalEditor reads a statement of several lines", async () => {
  const isWhole = (text: string): boolean => text.endsWith(";");
  const options = { isWhole, morePrompt: ". " };
  assertEquals(await typed("a\rb;", [], options), "a\nb;");
  // Up goes into the first line, and Enter does not end a statement that is not whole.
  assertEquals(
    await typed(`a\rb${KEYS.up}X${KEYS.down};`, [], options),
    "aX\nb;",
  );
  assertEquals(await typed("a;\x1b\rb;", [], options), "a;\nb;");
  const { terminal, editor, read } = open();
  await read("one\rtwo;\r", options);
  assertEquals(terminal.lines, ["> one", ". two;"]);
  editor.close();
});

Deno.test("TerminalEditor inserts a paste as one block", async () => {
  const seen: [string, boolean][] = [];
  const isWhole = (text: string, isPasted: boolean): boolean => {
    seen.push([text, isPasted]);
    return true;
  };
  const block = "def f():\r\n  pass\r\n\r\nf()\r\n";
  const text = "def f():\n  pass\n\nf()";
  assertEquals(await typed(KEYS.paste(block), [], { isWhole }), text);
  assertEquals(seen, [[text, true]]);
  // A paste that arrives in pieces, with what looks like its end cut.
  const { terminal, editor } = open();
  const read = editor.readLine("> ", { remember: true });
  for (const piece of ["\x1b[20", "0~a\r", "b\x1b[201", "~", "\r"]) {
    terminal.type(piece);
  }
  assertEquals(textOf(await read), "a\nb");
  assert(terminal.written.includes("\x1b[?2004h"), terminal.written);
  assert(terminal.written.endsWith("\x1b[?2004l"), terminal.written);
  editor.close();
});

Deno.test("TerminalEditor recalls earlier statements", async () => {
  const history = ["last", "block {\n}", "first"];
  const { up, down } = KEYS;
  assertEquals(await typed(up, history), "last");
  assertEquals(await typed(`dra${up}${down}ft`, history), "draft");
  // In a block, Up goes from line to line.
  assertEquals(await typed(`${up}${up}${up}${up}`, history), "first");
  const { editor, read } = open(history);
  await read("new\r");
  await read("last\r");
  await read("  \r");
  await read("secret\r", { remember: false });
  assertEquals(editor.history, ["last", "new", "block {\n}", "first"]);
  editor.close();
});

Deno.test("TerminalEditor searches the earlier statements with Ctrl-R", async () => {
  const history = ["print(3)", "x = 2", "print(1)"];
  const { search } = KEYS;
  assertEquals(await typed(`${search}pri`, history), "print(3)");
  assertEquals(await typed(`${search}pri${search}`, history), "print(1)");
  assertEquals(await typed(`${search}x =${KEYS.end}1`, history), "x = 21");
  assertEquals(await typed(`abc${search}pri\x07`, history), "abc");
  assertEquals(
    await typed(`${search}prx${KEYS.backspace}`, history),
    "print(3)",
  );
  const { terminal, editor, read } = open(history);
  const event = read(`${search}(1`);
  while (!terminal.lines[0]?.includes("print(1)")) await Promise.resolve();
  assertEquals(terminal.lines, ["(reverse-i-search)`(1': print(1)"]);
  terminal.type("\r");
  await event;
  editor.close();
});

Deno.test("TerminalEditor completes names with Tab", async () => {
  const words = ["alpha", "alpine", "beta"];
  const complete = (text: string) => {
    const start = /\w*$/.exec(text)?.[0] ?? "";
    return Promise.resolve({
      from: text.length - start.length,
      words: words.filter((one) => one.startsWith(start)),
    });
  };
  assertEquals(await typed("x.b\t", [], { complete }), "x.beta");
  assertEquals(await typed("al\th\t", [], { complete }), "alpha");
  assertEquals(await typed("zz\t", [], { complete }), "zz");
  assertEquals(await typed("\tx", [], { complete }), "    x");
  assertEquals(await typed(`\t${KEYS.backspace}x`, [], { complete }), "x");
  const { terminal, editor, read } = open();
  await read("alp\t\r", { complete });
  assertEquals(terminal.lines, ["> alp", "alpha   alpine", "> alp"]);
  editor.close();
});

Deno.test("TerminalEditor clears the line on Ctrl-C, and ends on Ctrl-D", async () => {
  const { terminal, editor, read } = open();
  assertEquals(await read("abc\x03"), { type: "interrupt" });
  assertEquals(terminal.lines, ["> abc^C"]);
  assertEquals(textOf(await read("ab\x01\x04\r")), "b");
  assertEquals(await read("\x04"), { type: "end" });
  editor.close();
  assertEquals(terminal.isRaw, false);
});

Deno.test("TerminalEditor interrupts the guest, and keeps what is typed meanwhile", async () => {
  const { terminal, editor } = open();
  let interrupts = 0;
  const stop = editor.onInterrupt(() => void interrupts++);
  terminal.type("lost\x03");
  terminal.type("kept\r");
  while (interrupts === 0) await Promise.resolve();
  stop();
  assertEquals(textOf(await editor.readLine("> ", { remember: true })), "kept");
  assertEquals(interrupts, 1);
  editor.close();
});

Deno.test("TerminalEditor interrupts a completion that does not end", async () => {
  const { terminal, editor } = open();
  const never = Promise.withResolvers<never>();
  const read = editor.readLine("> ", {
    remember: true,
    complete: () => never.promise,
  });
  terminal.type("a\t");
  terminal.type("\x03");
  assertEquals(await read, { type: "interrupt" });
  editor.close();
});

Deno.test("TerminalEditor ends with the input", async () => {
  const { terminal, editor } = open();
  const read = editor.readLine("> ", { remember: true });
  terminal.type("abc");
  terminal.type(null);
  assertEquals(await read, { type: "end" });
  editor.close();
});

Deno.test("TerminalEditor shows the same text, however it was typed", async () => {
  const key = fc.oneof(
    fc.constantFrom(
      ...Object.values(KEYS).filter((one) => typeof one === "string"),
    ),
    fc.constantFrom("\x17", "\x0b", "\x15", "\x19", "\x1f", "\x14", "\x1b\r"),
    fc.constantFrom("a", "b ", "日", "\u{1f600}", "e\u0301", "word"),
  );
  await fc.assert(fc.asyncProperty(fc.array(key), async (keys) => {
    const { terminal, editor, read } = open([], new FakeTerminal(12, 100));
    const text = textOf(await read(`${keys.join("")}\x07\x07\r`)) ?? "";
    const fresh = open([], new FakeTerminal(12, 100));
    await fresh.read(`${KEYS.paste(text)}\r`);
    const [shown, expected] = [terminal.lines, fresh.terminal.lines];
    assertEquals(shown.join("\n"), expected.join("\n"));
    editor.close();
    fresh.editor.close();
  }));
});
