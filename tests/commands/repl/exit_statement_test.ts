import { assertEquals } from "@std/assert";
import {
  isGuestExit,
  readExit,
} from "../../../commands/repl/exit_statement.ts";
import { okResult, resultOf } from "../_results.ts";

Deno.test("readExit() reads the statements that end a session", () => {
  const cases: readonly (readonly [string, number | undefined])[] = [
    ["exit", 0],
    ["quit", 0],
    ["exit()", 0],
    [" quit ( ) ; ", 0],
    ["exit(3)", 3],
    ["sys.exit(2)", 2],
    ["process.exit()", 0],
    ["process.exit(256)", 1],
    ["raise SystemExit", 0],
    ["raise SystemExit(4)", 4],
    ["exit = 3", undefined],
    ["exiting", undefined],
    ["obj.exit()", undefined],
    ["exit(f())", undefined],
    ["print(exit)", undefined],
    ["sys.exit", undefined],
    ["exit()\n1", undefined],
  ];
  for (const [code, status] of cases) {
    assertEquals(readExit(code, "python"), status, code);
  }
  assertEquals(readExit("raise SystemExit", "javascript"), undefined);
});

Deno.test("isGuestExit() tells an exit from an exit code that is set", () => {
  const error = { name: "E", message: "3", traceback: "", exitCode: 3 };
  const exited = resultOf({ status: "error", error });
  assertEquals(isGuestExit(exited, "main()"), true);
  assertEquals(isGuestExit(exited, "process.exitCode = 3"), false);
  assertEquals(isGuestExit(okResult(), "exit"), false);
});
