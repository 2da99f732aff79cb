import { assertEquals } from "@std/assert";
import { unwrapFence } from "../../../servers/mcp/tools/unwrap_fence.ts";

Deno.test("unwrapFence() returns the code inside of a fence", () => {
  const code = "print(1)\n\nprint('```')\n";
  for (
    const wrapped of [
      `\`\`\`python\n${code}\`\`\``,
      `\`\`\`\n${code}\`\`\`\n`,
      `\n  \`\`\`py title="a"\n${code}\`\`\`  \n\n`,
      `~~~python\n${code}~~~`,
      `\`\`\`\`\n${code}\`\`\`\`\n`,
      // A model that was cut off, or that forgot the end.
      `\`\`\`python\n${code}`,
    ]
  ) assertEquals(unwrapFence(wrapped), code, wrapped);
  assertEquals(unwrapFence("```js\n```"), "");
});

Deno.test("unwrapFence() leaves other code unchanged", () => {
  for (
    const code of [
      "",
      "print(1)",
      "x = '''\n```python\n1\n```\n'''",
      "```python\n1\n```\nand then\n```python\n2\n```",
      "``\n1\n``",
      "```x```",
    ]
  ) assertEquals(unwrapFence(code), code);
});
