import { assertEquals } from "@std/assert";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import { explainFailure } from "../../../commands/report/failure.ts";
import { SandboxError } from "../../../core/errors.ts";

Deno.test("explainFailure() distinguishes usage errors, failed starts and defects", () => {
  assertEquals(explainFailure(new UsageError("Cannot read")), {
    message: "Cannot read",
    status: 2,
  });
  assertEquals(explainFailure(new SandboxError("START_FAILED", "Cannot")), {
    message: "Cannot (START_FAILED)",
    status: 3,
  });
  assertEquals(explainFailure(new Error("a\n  b")), {
    message: "unexpected failure: a b",
    status: 70,
  });
});

Deno.test("explainFailure() distinguishes a missing Deno permission from a defect", () => {
  const cause = 'Requires read access to "/a/b.ts", run again with the flag';
  assertEquals(explainFailure(new TypeError(cause)), {
    message: `Cannot go on as Deno was not permitted to: ${cause}`,
    status: 3,
  });
});
