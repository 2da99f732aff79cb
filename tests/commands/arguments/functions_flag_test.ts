import { assertEquals, assertRejects } from "@std/assert";
import { readFunctions } from "../../../commands/arguments/functions_flag.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import { fakeContext, type FakeOptions } from "../_fake_context.ts";

const FILE = "dir/f.ts";

function add(a: number, b: number): number {
  return a + b;
}

/** A context with one module. */
function worldOf(
  found: Readonly<Record<string, unknown>> | Error,
): FakeOptions {
  return { files: { [FILE]: "" }, modules: { [FILE]: found } };
}

function assertRefused(
  options: FakeOptions,
  message: string,
): Promise<unknown> {
  const context = fakeContext(options);
  return assertRejects(
    () => readFunctions(FILE, { context, isQuiet: false }),
    UsageError,
    message,
  );
}

Deno.test("readFunctions() returns the functions that a module exports, with a warning", async () => {
  const context = fakeContext(worldOf({ add, PI: 3, default: add }));
  const read = await readFunctions(FILE, { context, isQuiet: false });
  assertEquals({ ...read.functions }, { add });
  assertEquals(
    context.stderr.text,
    "sandglass: warning: dir/f.ts runs outside the sandbox with the permissions of this process; the guest may call add\n",
  );
});

Deno.test("readFunctions() prints no warning with --quiet, and returns nothing without --functions", async () => {
  const context = fakeContext(worldOf({ add }));
  await readFunctions(FILE, { context, isQuiet: true });
  assertEquals(await readFunctions(undefined, { context, isQuiet: false }), {});
  assertEquals(context.stderr.text, "");
});

Deno.test("readFunctions() reports an invalid module", async () => {
  await assertRefused(
    {},
    "Cannot use --functions dir/f.ts as there is no such file",
  );
  await assertRefused(
    { files: { [FILE]: new Deno.errors.NotCapable("read") } },
    "as Deno was not permitted to: add --allow-read=dir/f.ts",
  );
  await assertRefused(
    worldOf({ PI: 3, default: add }),
    "Cannot use --functions dir/f.ts as it must export a function: it exports no function",
  );
  await assertRefused(
    worldOf(new SyntaxError("Expected ';'")),
    "Cannot use --functions dir/f.ts as importing it failed: Expected ';'",
  );
  await assertRefused(
    worldOf({ _add: add }),
    "Cannot use --functions dir/f.ts as a name must be a letter",
  );
});
