import { assertEquals, assertThrows } from "@std/assert";
import {
  readChoice,
  readQuantity,
  settingOf,
} from "../../../commands/arguments/flag_values.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import { formatDuration, parseDuration } from "../../../core/units.ts";

const SETTING = settingOf("limit", { kind: "value", example: "5s", help: "" });
const NAMES = ["process", "thread"] as const;

function readLimit(text: string): number {
  return readQuantity(text, {
    setting: SETTING,
    bounds: { min: 1_000, max: 60_000 },
    parse: parseDuration,
    format: formatDuration,
  });
}

Deno.test("readQuantity() reads a number with a unit within the bounds", () => {
  assertEquals([readLimit("1s"), readLimit("1m")], [1_000, 60_000]);
});

Deno.test("readQuantity() refuses text without a unit and values out of bounds, with an example", () => {
  for (
    const [text, rule] of [
      ["5 x", "must be a number with a unit"],
      ["999ms", "must be from 1s to 1m: current value is"],
      ["2m", "must be from 1s to 1m: current value is"],
    ] as const
  ) {
    const { message } = assertThrows(() => readLimit(text), UsageError, rule);
    assertEquals(message.startsWith("Cannot set --limit as it must "), true);
    assertEquals(message.endsWith(`"${text}" (example: --limit 5s)`), true);
  }
});

Deno.test("readChoice() reads a name in any case of letters", () => {
  assertEquals(
    readChoice("Thread", { setting: SETTING, names: NAMES }),
    "thread",
  );
});

Deno.test("readChoice() refuses other names, with a hint or else an example", () => {
  for (
    const [text, end] of [
      ["proces", "(did you mean process?)"],
      ["xxxxxxx", "(example: --limit 5s)"],
    ] as const
  ) {
    assertThrows(
      () => readChoice(text, { setting: SETTING, names: NAMES }),
      UsageError,
      `Cannot set --limit as it must be one of process, thread: current value is "${text}" ${end}`,
    );
  }
});
