import { assert, assertEquals, assertThrows } from "@std/assert";
import type { FromGuest } from "../../core/protocol.ts";
import {
  resolveRunOptions,
  resolveSandboxOptions,
} from "../../core/resolve_options.ts";
import {
  checkCode,
  runMessage,
  takeMessage,
} from "../../sandbox/run_message.ts";

Deno.test("runMessage() names the file by the language, and attaches the globals", () => {
  const sandbox = resolveSandboxOptions({ language: "python" });
  for (
    const [language, filename] of [
      ["python", "main.py"],
      ["javascript", "main.js"],
      ["typescript", "main.ts"],
    ] as const
  ) {
    const options = resolveRunOptions({ globals: { n: 5 } }, sandbox);
    const { message, attachment } = runMessage(
      3,
      { code: "1", language },
      options,
    );
    assertEquals(
      message.type === "run" && [message.run, message.filename, message.text],
      [
        3,
        filename,
        true,
      ],
    );
    assertEquals(attachment instanceof Uint8Array, true);
  }
  const { message, attachment } = runMessage(
    1,
    { code: "1", language: "python" },
    resolveRunOptions({}, sandbox),
  );
  assertEquals(["text" in message, attachment], [false, undefined]);
});

Deno.test("runMessage() has the state kept if the run may be undone, but not after the only run", () => {
  const sandbox = resolveSandboxOptions({ engine: "cpython" });
  const options = resolveRunOptions({}, sandbox);
  const kept = [[false, false], [false, true], [true, false], [true, true]].map(
    ([isUndone = false, isOnly = false]) => {
      const { message } = runMessage(
        1,
        { code: "1", language: "python", isUndone, isOnly },
        options,
      );
      assert(message.type === "run");
      return [message.keepsState, message.only];
    },
  );
  assertEquals(kept, [
    [undefined, undefined],
    [undefined, undefined],
    [true, undefined],
    [true, true],
  ]);
});

Deno.test("checkCode() refuses what is not a string, and too many bytes", () => {
  checkCode("äää", 6);
  assertThrows(
    () => checkCode("äää", 5),
    RangeError,
    "Cannot run code as it must have at most 5 bytes: current value is 6",
  );
  for (const code of [undefined, null, 5, ["1"]]) {
    assertThrows(() => checkCode(code, 5), TypeError, "must be a string");
  }
});

Deno.test("takeMessage() gives a run its own messages, and says why a worker is lost", () => {
  const taken: string[] = [];
  const run = {
    number: 2,
    write: (fd: 1 | 2, text: string): void => void taken.push(`${fd}${text}`),
    show: (): void => void taken.push("display"),
    serve: ({ id }: { readonly id: number }): boolean => id < 2,
  };
  const request = (
    run: number,
    id: number,
  ): FromGuest & { type: "request" } => ({
    type: "request",
    request: { run, id, service: "stdin", body: "", data: undefined },
  });
  const display = { "text/plain": "x" };
  for (const number of [1, 2, 3]) {
    takeMessage(run, {
      type: "output",
      run: number,
      fd: 1,
      text: `of ${number}`,
    });
    takeMessage(run, { type: "display", run: number, display });
  }
  assertEquals(taken, ["1of 2", "display"]);
  assertEquals(takeMessage(run, request(2, 1)), undefined);
  assertEquals(takeMessage(run, request(1, 9)), undefined);
  assertEquals(
    takeMessage(run, request(2, 9)),
    "The worker has more open host requests than any engine sends",
  );
  assertEquals(takeMessage(run, { type: "failed", reason: "r" }), "r");
  assertEquals(takeMessage(run, { type: "ready" }), undefined);
});
