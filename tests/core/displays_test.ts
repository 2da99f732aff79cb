import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  contentBytes,
  type Display,
  displayBytes,
  parseDisplay,
} from "../../core/displays.ts";
import { MAX_FORMS } from "../../engines/worker/shared_values.js";

const mime = fc.stringMatching(/^[\w.+-]{1,20}\/[\w.+-]{1,20}$/);
const forms = fc.dictionary(
  mime,
  fc.oneof(fc.string({ unit: "binary" }), fc.uint8Array()),
  { minKeys: 1, maxKeys: MAX_FORMS },
);

function toWire(display: Display): unknown {
  return Object.fromEntries(
    Object.entries(display).map(([name, content]) => [
      name,
      typeof content === "string" ? content : { base64: content.toBase64() },
    ]),
  );
}

Deno.test("parseDisplay() reads every display", () => {
  fc.assert(fc.property(forms, (display) => {
    assertEquals({ ...parseDisplay(toWire(display)) }, { ...display });
  }));
});

Deno.test("parseDisplay() never throws, and returns values of its type", () => {
  fc.assert(fc.property(
    fc.oneof(
      fc.anything(),
      fc.dictionary(fc.oneof(mime, fc.string()), fc.anything()),
      fc.dictionary(mime, fc.record({ base64: fc.string() })),
    ),
    (data) => {
      for (const [name, content] of Object.entries(parseDisplay(data) ?? {})) {
        assert(/^[\w.+-]+\/[\w.+-]+$/.test(name) && name.length <= 100);
        assert(typeof content === "string" || content instanceof Uint8Array);
      }
    },
  ));
});

Deno.test("parseDisplay() drops invalid forms, and keeps at most 20", () => {
  const odd = {
    "": "x",
    "text": "x",
    "text/": "x",
    "/plain": "x",
    "text/plain\n": "x",
    "te xt/plain": "x",
    "a/b/c": "x",
    [`a/${"b".repeat(99)}`]: "x",
    "a/number": 5,
    "a/null": null,
    "a/list": ["x"],
    "a/base64": { base64: "?" },
    "a/none": { base64: 5 },
  };
  assertEquals(parseDisplay(odd), undefined);
  assertEquals(parseDisplay({ ...odd, "text/plain": "x" }), {
    "text/plain": "x",
  });
  const many = (count: number): unknown =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`a/${i}`, ""]));
  assertEquals(Object.keys(parseDisplay(many(20)) ?? {}).length, 20);
  assertEquals(parseDisplay(many(21)), undefined);
});

Deno.test("displayBytes() counts text in UTF-8 and bytes", () => {
  assertEquals(displayBytes({ "a/b": "é", "c/d": new Uint8Array(5) }), 7);
  assertEquals([contentBytes("😀"), contentBytes(new Uint8Array(2))], [4, 2]);
});
