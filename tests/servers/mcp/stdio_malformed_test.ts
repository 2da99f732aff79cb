import { assert, assertEquals, assertMatch } from "@std/assert";
import { peakBytes } from "./_processes.ts";
import { RawStdio } from "./_raw_stdio.ts";

const MiB = 2 ** 20;
/** The memory limit of the server's process; an idle one takes about 110 MiB. */
const MAX_BYTES = 400 * MiB;

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const METHOD_NOT_FOUND = -32601;

/** Lines, each with its error code; `undefined` if there is no response. */
const LINES: readonly {
  readonly name: string;
  readonly line: string | Uint8Array;
  readonly id?: string | number;
  readonly code?: number;
}[] = [
  {
    name: "truncated JSON",
    line: '{"jsonrpc":"2.0","id":1,"met',
    code: PARSE_ERROR,
  },
  { name: "no JSON", line: "GET / HTTP/1.1", code: PARSE_ERROR },
  { name: "two values", line: "{} {}", code: PARSE_ERROR },
  {
    name: "invalid UTF-8",
    line: new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
    code: PARSE_ERROR,
  },
  {
    name: "overlong UTF-8",
    line: new Uint8Array([0x22, 0xc0, 0xaf, 0x22]),
    code: PARSE_ERROR,
  },
  { name: "NUL", line: "\0", code: PARSE_ERROR },
  { name: "an empty line", line: "" },
  { name: "an object", line: "{}", code: INVALID_REQUEST },
  { name: "null", line: "null", code: INVALID_REQUEST },
  { name: "text", line: '"ping"', code: INVALID_REQUEST },
  { name: "an empty batch", line: "[]", code: INVALID_REQUEST },
  {
    name: "a batch",
    line: '[{"jsonrpc":"2.0","id":"in a batch","method":"ping"}]',
    code: INVALID_REQUEST,
  },
  {
    name: "another version",
    line: '{"jsonrpc":"1.0","id":"v1","method":"ping"}',
    id: "v1",
    code: INVALID_REQUEST,
  },
  {
    name: "no version",
    line: '{"id":"v0","method":"ping"}',
    id: "v0",
    code: INVALID_REQUEST,
  },
  {
    name: "a method that is not a string",
    line: '{"jsonrpc":"2.0","id":"m","method":1}',
    id: "m",
    code: INVALID_REQUEST,
  },
  {
    name: "parameters that are a list",
    line: '{"jsonrpc":"2.0","id":"p","method":"ping","params":[]}',
    id: "p",
    code: INVALID_REQUEST,
  },
  ...["null", "{}", "[]", "true"].map((id) => ({
    name: `the identifier ${id}`,
    line: `{"jsonrpc":"2.0","id":${id},"method":"ping"}`,
    code: INVALID_REQUEST,
  })),
  {
    name: "a method that does not exist",
    line: '{"jsonrpc":"2.0","id":"x","method":"no/such"}',
    id: "x",
    code: METHOD_NOT_FOUND,
  },
  {
    name: "a method with the name of an object's property",
    line: '{"jsonrpc":"2.0","id":"c","method":"constructor"}',
    id: "c",
    code: METHOD_NOT_FOUND,
  },
  { name: "a notification", line: '{"jsonrpc":"2.0","method":"no/such"}' },
  {
    name: "an unrequested response",
    line: '{"jsonrpc":"2.0","id":99,"result":{}}',
  },
  {
    name: "a cancellation of an unknown request",
    line:
      '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"none"}}',
  },
  {
    name: "progress of an unknown request",
    line:
      '{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":"none","progress":1}}',
  },
];

async function repeatIdentifiers(server: RawStdio): Promise<void> {
  const request = { jsonrpc: "2.0", id: "twice", method: "tools/list" };
  await Promise.all([server.send(request), server.send(request)]);
  await server.answer("twice", 1);
  for (
    const id of [0, -1, "", "__proto__", 2 ** 53 - 1, "x".repeat(10_000)]
  ) {
    assertEquals((await server.ask(id, "ping")).result, {});
  }
}

async function nestDeep(server: RawStdio): Promise<void> {
  const deep = "[".repeat(100_000) + "]".repeat(100_000);
  const objects = '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000);
  let id = 0;
  for (const value of [deep, objects]) {
    for (
      const params of [
        value,
        `{"_meta":${value}}`,
        `{"name":${value}}`,
        `{"name":"run_python","arguments":${value}}`,
        `{"name":"run_python","arguments":{"code":${value}}}`,
        `{"name":"run_python_code","arguments":{"python_code":"1","global_variables":{"x":${value}}}}`,
      ]
    ) {
      const request =
        `{"jsonrpc":"2.0","id":"deep ${++id}","method":"tools/call","params":${params}}`;
      await server.write(`${request}\n`);
      const { error, result } = await server.answer(`deep ${id}`);
      assert(error !== undefined || result?.isError === true, request);
    }
  }
}

async function pollute(server: RawStdio): Promise<void> {
  await server.write(
    '{"jsonrpc":"2.0","id":"proto","method":"tools/call",' +
      '"params":{"__proto__":{"polluted":1},"name":"run_python","arguments":' +
      '{"__proto__":{"session":"polluted"},"constructor":{"prototype":{"session":"polluted"}},"code":"1"}}}\n',
  );
  const refused = await server.answer("proto");
  assertMatch(JSON.stringify(refused.result), /Unrecognized key/);
  const { result } = await server.call("plain", "run_python", { code: "1" });
  const structured = Object(result?.structuredContent);
  assertEquals([structured.value, structured.session], [1, "default"]);
  for (const name of ["__proto__", "constructor", "toString", ""]) {
    const { error, result } = await server.call(`tool ${name}`, name, {});
    assert(error !== undefined || result?.isError === true, name);
  }
}

async function requestAtOnce(server: RawStdio): Promise<void> {
  const ids = Array.from({ length: 1_000 }, (_, index) => `many ${index}`);
  const lines = ids.map((id, index) =>
    JSON.stringify({
      jsonrpc: "2.0",
      id,
      method: "tools/call",
      params: { name: "run_python", arguments: { code: `${index}` } },
    })
  );
  await server.write(`${lines.join("\n")}\n`);
  await server.answer("many 999");
  const values = new Map(
    server.answers().map(({ id, result }) => [
      id,
      Object(result?.structuredContent).value,
    ]),
  );
  for (const [index, id] of ids.entries()) {
    assertEquals(values.get(id), index);
  }
}

Deno.test("mcp over stdio goes on after any malformed message", async (t) => {
  await using server = new RawStdio();
  await server.initialize();
  const step = (name: string, fn: () => Promise<void>): Promise<boolean> =>
    // The server's process belongs to the whole test.
    t.step({ name, fn, sanitizeOps: false, sanitizeResources: false });
  let pings = 0;
  /** The messages between a line and the response to the request after it. */
  const said = async (line: string | Uint8Array): Promise<unknown[]> => {
    const from = server.answers().length;
    const ping = `ping ${++pings}`;
    await server.write(line);
    await server.write("\n");
    await server.ask(ping, "ping");
    return server.answers().slice(from).filter(({ id }) => id !== ping)
      .map(({ id, error }) => [id, error?.code]);
  };

  for (const { name, line, id = null, code } of LINES) {
    await step(name, async () => {
      assertEquals(await said(line), code === undefined ? [] : [[id, code]]);
    });
  }

  await step("lines with Windows line ends", async () => {
    await server.write('{"jsonrpc":"2.0","id":"crlf","method":"ping"}\r\n');
    assertEquals((await server.answer("crlf")).result, {});
  });

  await step(
    "identifiers that are used twice",
    () => repeatIdentifiers(server),
  );

  await step("a message over the limit", async () => {
    const piece = "x".repeat(MiB);
    await server.write('{"jsonrpc":"2.0","id":"long","method":"');
    for (let count = 0; count < 100; count++) await server.write(piece);
    assertEquals(await said('"}'), [[null, INVALID_REQUEST]]);
    assertMatch(
      server.answers().findLast(({ id }) => id === null)?.error?.message ?? "",
      /longer than 16777216 bytes/,
    );
  });

  await step("JSON that is nested 100 000 deep", () => nestDeep(server));

  await step("keys that could pollute prototypes", () => pollute(server));

  await step("a thousand requests at once", () => requestAtOnce(server));

  assert(peakBytes(server.pid) < MAX_BYTES, `${peakBytes(server.pid)} bytes`);
});
