import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { RawServer, saying } from "../../_raw_server.ts";
import { usualFlags } from "../../cli/_cli.ts";
import { untilQuiet } from "../../security/_quiet.ts";
import { TestDirectory } from "../../sandbox/host_requests/mounts/_directory.ts";
import { runCases, structuredOf, textOf } from "./_case.ts";
import { connect, type McpClient, type ToolResult } from "./_client.ts";
import { until } from "./_processes.ts";

const FUNCTIONS = `let calls = 0;
export function count(step = 1) { calls += step; return calls; }
export function keys(value) { return Object.keys(value).concat(typeof {}.polluted); }
export function fail() { throw new RangeError("no such thing"); }
export function never() { return new Promise(() => {}); }
`;

/** A server with flags. */
interface Granted {
  readonly client: McpClient;
  /** Runs Python, and returns the value. */
  readonly python: (code: string, session?: string) => Promise<unknown>;
  /** The server that guests may reach. */
  readonly host: string;
  readonly server: RawServer;
  /** The directory that is mounted. */
  readonly inside: string;
}

/** What the flags grant. */
const GRANTS: Readonly<Record<string, (granted: Granted) => Promise<void>>> = {
  "descriptions list what is granted": async ({ client, host, inside }) => {
    const tools = await client.listTools();
    const about = tools.find(({ name }) => name === "run_python");
    const { description = "" } = about ?? {};
    assertMatch(description, new RegExp(`limited to: ${host}`));
    assertMatch(description, /Directories of the host: \/data \(ro\)/);
    assertMatch(
      description,
      /host\.NAME\(\.\.\.\): count, fail, keys, never/,
    );
    assertMatch(description, /after 2s at the latest, with 128MiB/);
    assertEquals(about?.annotations?.openWorldHint, true);
    assert(
      !description.includes(inside),
      "Host paths must not reach the client",
    );
  },

  "each session has variables, mounts and network": async (
    { client, python, host, server },
  ) => {
    for (const session of ["one", "two"]) {
      const code = `import os
try:
    open('/data/new', 'w')
    said = 'written'
except OSError as error:
    said = error.strerror
[os.environ['GREETING'], open('/data/a.txt').read(), said]`;
      assertEquals(await python(code, session), [
        "hi",
        "mounted",
        "Read-only file system",
      ]);
    }
    const fetched = await client.call("run_javascript", {
      code: `await (await fetch("http://${host}/")).text()`,
    });
    assertEquals(structuredOf(fetched).value, "hello", textOf(fetched));
    const refused = await client.call("run_javascript", {
      code: `await fetch("http://127.0.0.2:${server.port}/")`,
    });
    assertEquals(refused.isError, true);
    const environment = await python("import os\ndict(os.environ)");
    const ofHost = Deno.env.get("PATH") ?? "";
    assert(!JSON.stringify(environment).includes(ofHost));
  },

  "no argument raises a limit": async ({ client }) => {
    const long = await client.call("run_python", {
      code: "1",
      timeout_ms: 2_001,
    });
    assertEquals(long.isError, false);
    assertStringIncludes(textOf(long), "2000 ms");
    const endless = await client.call("run_python", {
      code: "while True: pass",
    });
    assertEquals(structuredOf(endless).status, "timeout");
    const unknown = {
      limits: { timeoutMs: 60_000 },
      network: { allow: ["*"] },
      mounts: [{ host: "/", guest: "/host" }],
      isolation: "thread",
      env: { GREETING: "no" },
    };
    for (const [name, value] of Object.entries(unknown)) {
      const result = await client.call("run_python", {
        code: "1",
        [name]: value,
      });
      assertEquals(result.isError, true, name);
      assertMatch(
        textOf(result),
        new RegExp(`Unrecognized key: "${name}"`),
      );
    }
    const output = await client.call("run_python", {
      code: "print('x' * 2000)",
    });
    const { truncated, stdout } = structuredOf(output);
    assertEquals([truncated, String(stdout).length], [["stdout"], 1024]);
    const large = await client.call("write_file", {
      path: "large",
      content: "x".repeat(2 ** 20 + 1),
    });
    assertEquals(large.isError, true);
    assertMatch(textOf(large), /^Cannot /);
  },

  "host functions can be called by guests, and are tools": async (
    { client, python },
  ) => {
    assertEquals(await python("host.count()"), 1);
    const javascript = await client.call("run_javascript", {
      code: "await host.count(2)",
    });
    assertEquals(structuredOf(javascript).value, 3);
    const tool = await client.call("count", { args: [4] });
    assertEquals([textOf(tool), tool.structuredContent], ["7", {
      value: 7,
    }]);
    const failed = await client.call("fail");
    assertEquals([failed.isError, textOf(failed)], [
      true,
      "RangeError: no such thing",
    ]);
  },

  "a host function gets data, and is abandoned at the time limit": async (
    { client },
  ) => {
    const hostile = JSON.parse(
      '{"__proto__": {"polluted": 1}, "constructor": 2, "then": 3}',
    );
    const seen = await client.call("keys", { args: [hostile] });
    assertEquals(structuredOf(seen).value, [
      "__proto__",
      "constructor",
      "then",
      "undefined",
    ]);
    const never = await client.call("never");
    assertEquals(never.isError, true);
  },
};

Deno.test("mcp gives every session what its flags grant, and no more", async (t) => {
  await using directory = new TestDirectory();
  await using server = new RawServer(
    saying("HTTP/1.1 200 OK\r\n\r\nhello"),
  );
  directory.write("a.txt", "mounted");
  directory.write("functions.js", FUNCTIONS);
  const { inside } = directory;
  const host = `localhost:${server.port}`;
  await using client = await connect("modern", {
    flags: [...usualFlags(), `--allow-net=${host}`],
    args: [
      `--functions=${inside}/functions.js`,
      `--mount=${inside}:/data`,
      `--allow-net=${host}`,
      "--env=GREETING=hi",
      "--timeout=2s",
      "--memory=128MiB",
      "--max-output=1KiB",
      "--max-file-bytes=1MiB",
      "--quiet",
    ],
  });
  const python = async (
    code: string,
    session = "default",
  ): Promise<unknown> => {
    const result = await client.call("run_python", { code, session });
    assertEquals(result.isError, false, textOf(result));
    return structuredOf(result).value;
  };
  await runCases(t, {
    client,
    cases: Object.fromEntries(
      Object.entries(GRANTS).map(([name, check]) => [
        name,
        () => check({ client, python, host, server, inside }),
      ]),
    ),
  });
});

Deno.test("mcp holds no more sandboxes than its limit, and ends unused sessions", async () => {
  await using client = await connect("modern", {
    args: ["--max-sandboxes=1", "--idle=2s"],
  });
  const run = (language: string, session: string): Promise<ToolResult> =>
    client.call(`run_${language}`, { code: "1", session });
  await client.call("write_file", { path: "a", content: "", session: "one" });
  assertEquals((await run("python", "one")).isError, false);
  for (
    const refused of [
      run("javascript", "one"),
      run("python", "two"),
      client.call("run_python_code", { python_code: "1" }),
    ]
  ) {
    const result = await refused;
    assertEquals(result.isError, true);
    assertMatch(
      textOf(result),
      /1 are in use, which is as many as this server has/,
    );
  }
  assertEquals((await client.listResources()).length, 1);
  // Listing does not count as use.
  await until(
    "the session is ended",
    async () => (await client.listResources()).length === 0,
  );
  await until(
    "its sandbox is",
    async () => (await run("javascript", "two")).isError === false,
  );
});

Deno.test("mcp in threads keeps state, and ends endless runs", async () => {
  await using client = await connect("modern", {
    args: ["--isolation=thread"],
  });
  const first = await client.call("run_python", { code: "x = 1\nx" });
  assertEquals(structuredOf(first).isolation, "thread");
  const next = await client.call("run_python", { code: "x" });
  assertEquals(structuredOf(next).value, 1);
  await timesOut(client, "run_python", "while True: pass");
  await timesOut(client, "run_javascript", "for (;;);");
  await untilQuiet(client.pid);
});

async function timesOut(
  client: McpClient,
  tool: string,
  code: string,
): Promise<void> {
  const result = await client.call(tool, { code, timeout_ms: 200 });
  assertEquals(structuredOf(result).status, "timeout");
}
