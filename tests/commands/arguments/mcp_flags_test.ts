import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { parseFlags } from "../../../commands/arguments/flags.ts";
import {
  MCP_FLAGS,
  readAddress,
  readPolicy,
  readTokens,
} from "../../../commands/arguments/mcp_flags.ts";
import { UsageError } from "../../../commands/arguments/usage_error.ts";
import { fakeContext } from "../_fake_context.ts";

function policyOf(...args: readonly string[]): unknown {
  return readPolicy(parseFlags(args, MCP_FLAGS).flags);
}

Deno.test("readAddress() reads names and addresses, and detects public ones", () => {
  const cases: readonly (readonly [string, string, number, boolean])[] = [
    ["127.0.0.1:3000", "127.0.0.1", 3000, true],
    ["127.8.9.10:0", "127.8.9.10", 0, true],
    ["localhost:80", "localhost", 80, true],
    ["[::1]:65535", "::1", 65_535, true],
    ["0.0.0.0:80", "0.0.0.0", 80, false],
    ["[::]:80", "::", 80, false],
    ["localhost.example.org:80", "localhost.example.org", 80, false],
    ["127.0.0.1.example.org:80", "127.0.0.1.example.org", 80, false],
  ];
  for (const [text, hostname, port, isLoopback] of cases) {
    assertEquals(readAddress(text), { hostname, port, isLoopback });
  }
});

Deno.test("readAddress() refuses an invalid address, with an example", () => {
  for (
    const text of [
      "",
      "3000",
      ":3000",
      "localhost",
      "localhost:",
      "localhost:65536",
      "localhost:-1",
      "localhost:3000/mcp",
      "http://localhost:3000",
      "a b:1",
      "user@host:1",
    ]
  ) {
    assertThrows(
      () => readAddress(text),
      UsageError,
      "Cannot set --http as it must be a host, a colon and a port up to 65535",
    );
  }
});

Deno.test("readPolicy() reads counts and durations, and sets only given ones", () => {
  assertEquals(policyOf(), {});
  assertEquals(policyOf("--warm=0", "--max-sandboxes=1000", "--idle=1s"), {
    warm: 0,
    maxSandboxes: 1_000,
    idleMs: 1_000,
  });
});

Deno.test("readPolicy() refuses values out of bounds, with an example", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["--warm=-1", "--warm as it must be a whole number from 0 to 64"],
    ["--warm=65", "--warm as it must be a whole number from 0 to 64"],
    ["--warm=1e1", "--warm as it must be a whole number"],
    [
      "--max-sandboxes=0",
      "--max-sandboxes as it must be a whole number from 1",
    ],
    ["--max-sandboxes=1001", "a whole number from 1 to 1000"],
    ["--idle=0.5", "--idle as it must be a duration from 1s to "],
    ["--idle=999ms", "--idle as it must be a duration"],
    ["--idle=8d", "--idle as it must be a duration"],
  ];
  for (const [flag, message] of cases) {
    assertThrows(() => policyOf(flag), UsageError, message);
  }
});

Deno.test("readTokens() reads one token per line", async () => {
  const context = fakeContext({
    files: { t: "# people\n\n  0123456789abcdef\r\nfedcba9876543210-long\n" },
  });
  assertEquals(await readTokens("t", context), [
    "0123456789abcdef",
    "fedcba9876543210-long",
  ]);
  assertEquals(await readTokens(undefined, context), []);
});

Deno.test("readTokens() warns of a file that others can read or change, and says how to restrict it", async () => {
  const text = "0123456789abcdef\n";
  const warningsOf = async (file: string, mode?: number): Promise<string[]> => {
    const context = fakeContext({ files: { [file]: text } });
    const { openFile } = context;
    const warnings: string[] = [];
    await readTokens(file, {
      openFile: async (path) => ({
        ...await openFile(path),
        ...(mode === undefined ? {} : { mode }),
      }),
    }, (message) => warnings.push(message));
    return warnings;
  };
  for (const mode of [0o100644, 0o640, 0o620, 0o604, 0o602, 0o777]) {
    const [warning = "", ...more] = await warningsOf("t", mode);
    assertStringIncludes(warning, "chmod 600 t)");
    assertStringIncludes(warning, (mode & 0o777).toString(8));
    assertEquals(more, []);
  }
  for (const mode of [undefined, 0o100600, 0o400, 0o700]) {
    assertEquals(await warningsOf("t", mode), [], `${mode}`);
  }
  const [quoted = ""] = await warningsOf("it's a file", 0o644);
  assertStringIncludes(quoted, "chmod 600 'it'\\''s a file')");
});

Deno.test("readTokens() refuses files without protection, and never prints a token", async () => {
  const files = {
    empty: "\n# none\n",
    short: "0123456789abcdef\nsecret\n",
    spaced: "0123456789 abcdef\n",
    long: "x".repeat(2 ** 16 + 1),
    binary: new Uint8Array([0xff, 0xfe]),
  };
  const cases: readonly (readonly [string, string])[] = [
    ["empty", "as it has no token"],
    ["short", "must have at least 16 characters without spaces: token 2"],
    ["spaced", "without spaces: token 1"],
    ["long", "must be text of at most 64 KiB"],
    ["binary", "must be text of at most 64 KiB"],
    ["absent", "as there is no such file"],
  ];
  for (const [file, message] of cases) {
    const error = await assertRejects(
      () => readTokens(file, fakeContext({ files })),
      UsageError,
      message,
    );
    assertEquals(error.message.includes("secret"), false);
  }
});
