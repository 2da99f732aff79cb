import "../_ask_worker_options.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { createSandbox, type Isolation } from "../../mod.ts";

/** Runs of one session, each with its value, or with the start of its error. */
type Session = readonly (readonly [code: string, value: unknown])[];

const SESSIONS: Readonly<Record<string, Session>> = {
  "const, let and class are declared again": [
    ["const a = 1; let b = 2; class C {}; [a, b]", [1, 2]],
    ["const a = 3; let b = 4; class C { static d = 5; }; [a, b, C.d]", [
      3,
      4,
      5,
    ]],
    ["let a = 6; const b = 7; a += b; a", 13],
    ["a", 13],
  ],
  "patterns are declared again": [
    ["const [p, { q }] = [1, { q: 2 }]; [p, q]", [1, 2]],
    ["const { p, ...q } = { p: 3, r: 4 }; [p, q.r]", [3, 4]],
  ],
  "a function replaces a const, and the other way round": [
    ["const f = () => 1; f()", 1],
    ["function f() { return 2; } f()", 2],
    ["function f() { return 3; } f()", 3],
    [
      "const f = 4",
      /^SyntaxError: Identifier 'f' has already been declared \(/,
    ],
    ["f()", 3],
  ],
  "a declaration whose initializer failed is made again": [
    ["const bad = (() => { throw new Error('no'); })()", /^Error: no/],
    ["bad", /^ReferenceError: /],
    ["const bad = 2; bad", 2],
    ["const late = await Promise.reject(new Error('no'))", /^Error: no/],
    ["let late = 3; late", 3],
  ],
  "what does not start leaves the earlier declarations": [
    ["const kept = 1; var fixed = 2; kept", 1],
    ["const kept = 3; let fixed = 4", /^SyntaxError: Identifier 'fixed'/],
    ["[kept, fixed]", [1, 2]],
    ["const kept = 5; (", /^SyntaxError: /],
    ["kept", 1],
    ["let kept = 6; let kept = 7", /^SyntaxError: /],
    ["kept", 1],
  ],
  "globals of the language can be hidden, but not all": [
    ["let console = 1; console", 1],
    ["let console = 2; console", 2],
    ["const undefined = 1", /^SyntaxError: /],
  ],
  "a guest cannot use it to run code twice": [
    ["let runs = 0", undefined],
    [
      "runs++; throw new SyntaxError(\"Identifier 'runs' has already been declared\")",
      /^SyntaxError: /,
    ],
    ["runs", 1],
    ["runs++; (0, eval)('let runs = 5; let runs = 6')", /^SyntaxError: /],
    ["runs", 2],
  ],
};

const ISOLATIONS: readonly Isolation[] = ["process", "thread"];

for (const isolation of ISOLATIONS) {
  Deno.test(`a session in a ${isolation} takes declarations again`, async (t) => {
    for (const [name, session] of Object.entries(SESSIONS)) {
      await t.step(name, async () => {
        await using sandbox = await createSandbox({
          language: "javascript",
          isolation,
        });
        for (const [code, expected] of session) {
          const result = await sandbox.run(code);
          if (expected instanceof RegExp) {
            if (result.status !== "error") throw new Error(result.status);
            assertMatch(
              result.error.traceback.replace(/^[^]*?\^\n\n/, ""),
              expected,
            );
          } else {
            assertEquals(
              result.status === "ok" && result.value,
              expected,
              code,
            );
          }
        }
      });
    }
  });
}
