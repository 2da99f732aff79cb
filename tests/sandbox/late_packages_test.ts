import { assertEquals } from "@std/assert";
import type {
  RefuseScript,
  StartPackages,
} from "../../sandbox/late_packages.ts";
import * as refuse from "../../sandbox/refuse_script.ts";
import * as start from "../../sandbox/start/start_packages.ts";

Deno.test("what is loaded for packages has the types that its callers know", () => {
  const [started, refused]: [StartPackages, RefuseScript] = [start, refuse];
  assertEquals(started.prepareFor.length > 0, true);
  assertEquals(refused.refuseScript.length, 2);
});
