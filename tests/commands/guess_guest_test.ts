import { assertEquals } from "@std/assert";
import { guessGuest } from "../../commands/arguments/guess_guest.ts";
import type { Language } from "../../core/languages.ts";

const GUESSES: readonly (readonly [string, Language | undefined])[] = [
  ["run -e print(1)", "python"],
  ["run -e a.js", "python"],
  ["run -l js -e 1", "javascript"],
  ["run -ljs -e 1", "javascript"],
  ["run --language=typescript -e 1", "typescript"],
  ["run --timeout 5s main.py", "python"],
  ["run main.mjs -- a.py", "javascript"],
  ["run -q main.ts", "typescript"],
  ["run -", "python"],
  ["run -c console.log(1)", "javascript"],
  ["main.ts --verbose a.py", "typescript"],
  ["--timeout 5 main.js", "javascript"],
  ["--lang=js -c 1", "javascript"],
  ["run --functions tools.ts main.py", "python"],
  ["run --json main.js", "javascript"],
  ["run notebook.ipynb", "python"],
  ["rnu", undefined],
  ["run main", undefined],
  ["run --isolation thread main.py", undefined],
  ["run --isolation=thread main.py", undefined],
  ["run --memory 1GiB main.py", undefined],
  ["run --with tabulate main.py", "python"],
  ["run --lock=pylock.toml main.py", undefined],
  ["run main.py --help", undefined],
  ["repl", undefined],
  ["install cpython", undefined],
  ["lock rich", undefined],
  ["mcp --http :3000", "python"],
  ["mcp --help", undefined],
  ["mcp --warm 0", undefined],
  ["", undefined],
];

for (const [line, language] of GUESSES) {
  Deno.test(`guessGuest() detects the language of "${line}" as ${language ?? "none"}`, () => {
    assertEquals(guessGuest(line.split(" "))?.language, language);
  });
}

Deno.test("guessGuest() leaves out a guest whose engine the user has set", () => {
  const python = ["run", "-e", "print(1)"];
  assertEquals(guessGuest(python, "cpython"), undefined);
  assertEquals(guessGuest(["mcp"], "cpython"), undefined);
  assertEquals(guessGuest(python, "pyodide")?.engine, "pyodide");
  assertEquals(guessGuest(["main.js"], "cpython")?.engine, "quickjs");
});
