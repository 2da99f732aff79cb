import { assertEquals } from "@std/assert";
import { unicodeWidth as original } from "@std/cli/unicode-width";
import fc from "fast-check";
import { ProgressBar } from "../../../tools/offline/cli_progress_bar.ts";
import { Spinner } from "../../../tools/offline/cli_spinner.ts";
import { unicodeWidth } from "../../../tools/offline/cli_unicode_width.ts";

Deno.test("unicodeWidth() counts columns", () => {
  const cases: readonly (readonly [string, number])[] = [
    ["", 0],
    ["hello world", 11],
    ["天地玄黃宇宙洪荒", 16],
    ["ｆｕｌｌｗｉｄｔｈ", 18],
    ["голубой", 7],
    ["🦕", 2],
    ["e\u0301", 1],
    ["\0\x1b", 0],
    ["\xad\u200b", 1],
    ["\u1112\u1161\u11ab", 2],
  ];
  for (const [text, width] of cases) {
    assertEquals(unicodeWidth(text), width, JSON.stringify(text));
  }
});

Deno.test({
  name: "unicodeWidth() behaves as the original",
  // Without JSR there is no original to compare with.
  ignore: original === unicodeWidth,
  fn: () => {
    // Characters beyond this, and U+0897, differ if the runtime has a later version of Unicode.
    const character = fc.integer({ min: 0, max: 0xffff })
      .map((code) => String.fromCharCode(code))
      .filter((one) => one.isWellFormed() && /[^\p{Cn}\u0897]/u.test(one));
    fc.assert(fc.property(character, (one) => {
      assertEquals(unicodeWidth(one), original(one), JSON.stringify(one));
    }));
  },
});

Deno.test("Spinner draws its line until it is stopped, and erases it", () => {
  const said: string[] = [];
  const output = {
    writable: { locked: false },
    writeSync(bytes: Uint8Array): number {
      said.push(new TextDecoder().decode(bytes));
      return bytes.length;
    },
  } as typeof Deno.stderr;
  const spinner = new Spinner({ message: "a", output });
  spinner.stop();
  assertEquals(said, []);
  spinner.start();
  spinner.start();
  spinner.stop();
  spinner.stop();
  const reset = Deno.noColor ? "" : "\x1b[0m";
  assertEquals(said, [`\r\x1b[K⠋${reset} a`, "\r\x1b[K"]);
});

Deno.test("ProgressBar draws its progress", async () => {
  let said = "";
  const writable = new WritableStream<Uint8Array>({
    write(bytes): void {
      said += new TextDecoder().decode(bytes);
    },
  });
  const bar = new ProgressBar({
    writable,
    max: 4,
    barLength: 4,
    formatter: ({ progressBar, value, max }) =>
      `${progressBar} ${value}/${max}`,
  });
  bar.value = 3;
  await bar.stop();
  assertEquals(said, "\r\x1b[K---- 0/4\r\x1b[K###- 3/4\n");
});
