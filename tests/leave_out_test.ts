import { assertEquals } from "@std/assert";
import { Folder } from "./tools/test/_folder.ts";

const PRELOAD = new URL("leave_out.ts", import.meta.url).href;

const EVERY_FORM = `
const ran = (): void => { throw new Error("it ran"); };
Deno.test("a", ran);
Deno.test("b", {}, ran);
Deno.test({ name: "c", fn: ran });
Deno.test({ name: "d" }, ran);
Deno.test(function e() { ran(); });
Deno.test.only("f", ran);
Deno.test.ignore("g", ran);
Deno.test.beforeAll(ran);
Deno.test.beforeEach(ran);
Deno.test.afterEach(ran);
Deno.test.afterAll(ran);
`;

async function runTests(flags: readonly string[]): Promise<string> {
  await using folder = new Folder();
  const path = folder.write("some_test.ts", EVERY_FORM);
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--no-config", ...flags, path],
    env: { NO_COLOR: "1" },
  }).output();
  const text = new TextDecoder().decode(stdout);
  return /^(?:ok|FAILED) \| .*(?= \()/m.exec(text)?.[0] ?? text;
}

Deno.test("leave_out.ts registers every form of a test as ignored", async () => {
  assertEquals(
    await runTests([`--preload=${PRELOAD}`]),
    "ok | 0 passed | 0 failed | 7 ignored",
  );
});

Deno.test("control: without it such tests run, and fail", async () => {
  assertEquals((await runTests([])).startsWith("FAILED | "), true);
});
