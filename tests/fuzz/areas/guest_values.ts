/** The guests' halves of the value codec, and values that pass from guest to guest. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  decodeValue,
  encodeValue,
  type Value,
} from "../../../core/value_codec.ts";
import { utf8Bytes } from "../../../core/utf8_bytes.ts";
import { valueArbitrary } from "../../core/value_arbitrary.ts";
import {
  hasPython,
  type PythonGuest,
  startPyodide,
  startPython,
} from "../../engines/python_guest.ts";
import { loadQuickJs, QuickJsGuest } from "../../engines/quickjs_guest.ts";
import { asJavaScript, asPython } from "../../engines/values_returned.ts";
import { type Area, type Claim, claim, type OpenArea } from "../area.ts";

const LIMITS = { maxBytes: 2 ** 20 };

function quickJsClaims(guest: QuickJsGuest): Claim[] {
  return [
    claim(
      "values.js returns what the host encodes",
      fc.property(valueArbitrary(), (value) => {
        const { text } = guest.roundtrip(encodeValue(value));
        assertEquals(text, encodeValue(asJavaScript(value)));
      }),
      100,
    ),
    claim(
      "values.js keeps its limit to the byte",
      fc.property(valueArbitrary(), (value) => {
        const expected = encodeValue(asJavaScript(value));
        const code = `globalThis.decoded`;
        guest.define("decoded", encodeValue(value));
        const bytes = utf8Bytes(expected);
        assertEquals(guest.encode(code, bytes).text, expected);
        assertEquals(guest.encode(code, bytes - 1), {
          text: undefined,
          tooLarge: true,
        });
      }),
      100,
    ),
    claim(
      "inspect.js describes every value that can be encoded",
      fc.property(valueArbitrary(), fc.nat({ max: 200 }), (value, maxChars) => {
        const text = guest.inspectText(encodeValue(value), maxChars);
        assert(text.length <= maxChars);
        assert(text.isWellFormed() && !text.includes("\0"));
      }),
      100,
    ),
  ];
}

function pythonClaims(guest: PythonGuest): Claim[] {
  return [
    claim(
      "sandglass_values.py returns what the host encodes",
      fc.asyncProperty(valueArbitrary({ python: true }), async (value) => {
        const text = encodeValue(value);
        const answer = await guest.ask({ op: "roundtrip", text });
        assertEquals(read(answer.text), asPython(value));
      }),
      100,
    ),
    claim(
      "sandglass_values.py keeps its limit to the byte",
      fc.asyncProperty(valueArbitrary({ python: true }), async (value) => {
        const text = encodeValue(value);
        const { text: whole = "" } = await guest.ask({ op: "roundtrip", text });
        const bytes = whole.length;
        const enough = await guest.ask({ op: "roundtrip", text }, bytes);
        assertEquals(enough, { text: whole });
        const less = await guest.ask({ op: "roundtrip", text }, bytes - 1);
        assertEquals(less.error, "TooLarge");
      }),
      100,
    ),
  ];
}

function crossing(javaScript: QuickJsGuest, python: PythonGuest): Claim {
  return claim(
    "a value passes from JavaScript to Python and back",
    fc.asyncProperty(valueArbitrary({ python: true }), async (value) => {
      const first = javaScript.roundtrip(encodeValue(value)).text ?? "";
      const second = await python.ask({ op: "roundtrip", text: first });
      const third = javaScript.roundtrip(second.text ?? "").text;
      assertEquals(read(third), asPython(asJavaScript(value)));
    }),
    100,
  );
}

function read(text: string | undefined): Value {
  assert(text !== undefined);
  return decodeValue(text, LIMITS);
}

/** Values in guests. */
export const guestValuesArea: Area = {
  name: "guest-values",
  async open(): Promise<OpenArea> {
    const quickJs = new QuickJsGuest(await loadQuickJs(), {
      stackBytes: 32 * 1024,
    });
    // Both Pythons run the same source; this one starts faster.
    const python = await hasPython() ? startPython() : await startPyodide();
    return {
      claims: [
        ...quickJsClaims(quickJs),
        ...pythonClaims(python),
        crossing(quickJs, python),
      ],
      async [Symbol.asyncDispose](): Promise<void> {
        quickJs[Symbol.dispose]();
        await python[Symbol.asyncDispose]();
      },
    };
  },
};
