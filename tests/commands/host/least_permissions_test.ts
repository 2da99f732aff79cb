import { assertEquals } from "@std/assert";
import {
  type SparePermission,
  sparePermissions,
} from "../../../commands/host/least_permissions.ts";

Deno.test("sparePermissions() keeps the permissions that a command line needs", () => {
  const cases: readonly (readonly [string, readonly SparePermission[]])[] = [
    ["", ["net", "write", "env"]],
    ["--help", ["net", "write", "env"]],
    ["engines --json", ["net", "write"]],
    ["install cpython", ["net"]],
    ["run --engine=cpython a.py", ["net", "write"]],
    ["run a.py", ["net", "write", "env"]],
    ["run --timeout 5s --isolation=thread -e 1", ["net", "write", "env"]],
    ["run --allow-net example.org a.py", ["write", "env"]],
    ["run --allow-net=example.org a.py", ["write", "env"]],
    ["run --mount /a:/b:rw a.py", ["net", "env"]],
    ["run --out=dir a.py", ["net", "env"]],
    ["run --env HOME a.py", ["net", "write"]],
    ["run --functions f.ts a.py", []],
    ["repl", ["net"]],
    ["mcp", ["net", "write", "env"]],
    ["mcp --http 127.0.0.1:8080 --mount /a:/b", ["env"]],
    ["repl --allow-net example.org --env=A=1 python", []],
    ["run --environment --network --output a.py", ["net", "write", "env"]],
  ];
  for (const [line, expected] of cases) {
    assertEquals(sparePermissions(line.split(" ")), expected, line);
  }
});

Deno.test("sparePermissions() keeps the variables for an engine that the user has set", () => {
  assertEquals(sparePermissions(["run", "a.py"], "cpython"), ["net", "write"]);
  assertEquals(sparePermissions(["mcp"], "cpython"), ["net", "write"]);
});

Deno.test("sparePermissions() keeps what packages need", () => {
  assertEquals(sparePermissions(["run", "a.py"], undefined, true), ["net"]);
});
