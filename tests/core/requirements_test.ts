import { assertEquals, assertThrows } from "@std/assert";
import { parseRequirement } from "../../core/requirements.ts";
import { until } from "../security/_quiet.ts";

Deno.test("parseRequirement() reads what uv and pip take", () => {
  for (
    const [text, name, extras, versions] of [
      ["Foo._Bar", "foo-bar", [], ""],
      ["  a [ B , c ] ( >= 1.0 , < 2 ) ", "a", ["b", "c"], ">=1.0,<2"],
      ["a[]", "a", [], ""],
      ["a==1.*", "a", [], "==1.*"],
    ] as const
  ) {
    assertEquals(parseRequirement(text), {
      name,
      extras: [...extras],
      versions,
    });
  }
});

for (
  const [what, text] of [
    ["spaces", `a${" ".repeat(498)}!`],
    ["spaces in parentheses", `a(${" ".repeat(490)}!`],
    ["spaces in brackets", `a[${" ".repeat(490)}!`],
    ["hyphens", `a${"-".repeat(490)}!`],
    ["extras", `a[b${",b".repeat(240)}!`],
    ["versions", `a>=1${" ,>=1".repeat(95)}?`],
    ["spaces between versions", `a>=1${" ".repeat(240)},${" ".repeat(240)}!`],
    ["a name of npm", `npm:a${"-".repeat(480)} !`],
    ["versions of npm", `npm:a@${" ".repeat(480)}/ !`],
  ] as const
) {
  Deno.test(`threat: a requirement that takes its reader for ever (${what})`, async () => {
    const worker = new Worker(
      `data:application/javascript,${
        encodeURIComponent(
          `import { parseRequirement } from "${
            import.meta.resolve("../../core/requirements.ts")
          }";
onmessage = ({ data }) => { try { parseRequirement(data); } catch {} postMessage(1); };
postMessage(0);`,
        )
      }`,
      { type: "module" },
    );
    const said: unknown[] = [];
    worker.onmessage = ({ data }) => said.push(data);
    await until("the reader is there", () => said.length === 1);
    worker.postMessage(text);
    try {
      await until("the requirement was read", () => said.length === 2, 5_000);
    } finally {
      worker.terminate();
    }
    assertThrows(() => parseRequirement(text), TypeError);
  });
}
