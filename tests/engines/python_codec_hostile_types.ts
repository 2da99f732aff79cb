/** What the Python half of the value codec withstands. */
import { assert, assertEquals } from "@std/assert";
import { LIARS } from "./python_codec_values.ts";
import type { PythonCodecOptions } from "./python_codec_cases.ts";

/** Types and modules of which the guest has made something else. */
export async function testHostileTypes(
  t: Deno.TestContext,
  options: PythonCodecOptions,
): Promise<void> {
  await testClasses(t, options);
  await testZones(t, options);
  await testPatchedBuiltins(t, options);
}

async function testClasses(
  t: Deno.TestContext,
  { guest }: PythonCodecOptions,
): Promise<void> {
  await t.step("encode() calls no method of a guest's class", async () => {
    const bases = [
      ["list", "[1]", '["l",1]'],
      ["tuple", "[1]", '["t",1]'],
      ["dict", "{'a': 1}", '["m",["a",1]]'],
      ["set", "[1]", '["s",1]'],
      ["frozenset", "[1]", '["s",1]'],
      ["str", "'a'", '"a"'],
      ["int", "7", "7"],
      ["float", "1.5", "1.5"],
      ["bytes", "b'hi'", '["b","aGk="]'],
      ["bytearray", "b'hi'", '["b","aGk="]'],
      ["datetime.datetime", "1970, 1, 1", '["d",0]'],
    ];
    for (const [base = "", content = "", text = ""] of bases) {
      const code = `import datetime\n${LIARS}\n` +
        `value = type.__call__(liar(${base}), ${content})`;
      assertEquals(await guest.ask({ op: "encode", code }), { text }, base);
    }
    const control = `${LIARS}\nvalue = list(type.__call__(liar(list), [1]))`;
    const { error } = await guest.ask({ op: "encode", code: control });
    assertEquals(error, "SystemExit");
    for (const base of ["object", "Exception"]) {
      const code = `${LIARS}\nvalue = type.__call__(liar(${base}))`;
      const { error } = await guest.ask({ op: "encode", code });
      assertEquals(error, "NoCounterpart", base);
    }
  });
}

async function testZones(
  t: Deno.TestContext,
  { guest }: PythonCodecOptions,
): Promise<void> {
  await t.step("encode() survives any behaviour of a tzinfo", async () => {
    const bodies = [
      "raise SystemExit",
      "raise RecursionError",
      "held.clear(); return None",
      "held.update({str(n): n for n in range(100)}); return None",
    ];
    for (const body of bodies) {
      const code = `
import datetime
class Zone(datetime.tzinfo):
    def utcoffset(self, when):
        ${body}
held = {}
held["a"] = datetime.datetime(2020, 1, 1, tzinfo=Zone())
held["b"] = 1
value = held`;
      const { error } = await guest.ask({ op: "encode", code });
      assertEquals(error, "NoCounterpart", body);
    }
  });

  await t.step("encode() does not catch an interrupt", async () => {
    const code = `
import datetime
class Zone(datetime.tzinfo):
    def utcoffset(self, when):
        raise KeyboardInterrupt
value = datetime.datetime(2020, 1, 1, tzinfo=Zone())`;
    const { error } = await guest.ask({ op: "encode", code });
    assertEquals(error, "KeyboardInterrupt");
  });
}

async function testPatchedBuiltins(
  t: Deno.TestContext,
  { guest }: PythonCodecOptions,
): Promise<void> {
  await t.step(
    "encode() and decode() work when all builtins are patched",
    async () => {
      const code = `
import binascii, builtins, collections, datetime, re, json.encoder
SAMPLE = [1, 2**60, 1.5, "a", b"hi", {"a": (1,)}, {2}, [datetime.datetime.min]]
class Patched(Exception): pass
def patched(*arguments, **keywords):
    raise Patched
def naive(items):
    return len(items)
saved = []
for module in (binascii, collections, datetime, re, json.encoder, builtins):
    for name, old in list(vars(module).items()):
        if not name.startswith("__"):
            saved.append((module, name, old))
def patch(modules=saved, set_attribute=setattr):
    for module, name, _ in modules:
        set_attribute(module, name, patched)
def restore(modules=saved, set_attribute=setattr):
    for module, name, old in modules:
        set_attribute(module, name, old)
try:
    patch()
    text = values.encode(SAMPLE, 1000)
    again = values.encode(values.decode(text), 1000)
    try:
        naive(SAMPLE)
        control = "not patched"
    except Patched:
        control = "patched"
finally:
    restore()
value = [text, again, control]`;
      const answer = await guest.ask({ op: "run", code });
      const [text, again, control] = JSON.parse(answer.text ?? "[]");
      assert(text !== undefined, answer.message);
      assertEquals(again, text);
      assertEquals(control, "patched");
    },
  );
}
