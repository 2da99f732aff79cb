import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  type Head,
  HeadError,
  parseHead,
} from "../../../../servers/mcp/http/parse_head.ts";

function parse(...lines: readonly string[]): Head {
  return parseHead(lines.join("\r\n"));
}

function statusOf(...lines: readonly string[]): number {
  return assertThrows(() => parse(...lines), HeadError, "Cannot read the")
    .status;
}

Deno.test("parseHead() reads a line and headers", () => {
  const head = parse(
    "POST /mcp?a=1 HTTP/1.1",
    "HOST: 127.0.0.1:3000",
    "Content-Length:\t12 ",
    "X-Text: a: b,\xe4",
    "Expect: 100-continue",
  );
  assertEquals(head, {
    method: "POST",
    target: "/mcp?a=1",
    headers: [
      ["host", "127.0.0.1:3000"],
      ["content-length", "12"],
      ["x-text", "a: b,\xe4"],
      ["expect", "100-continue"],
    ],
    host: "127.0.0.1:3000",
    length: 12,
    keepsAlive: true,
    takesChunks: true,
    expectsContinue: true,
  });
});

Deno.test("parseHead() returns the length of a body, and whether the connection continues", () => {
  const GET = "GET / HTTP/1.1";
  assertEquals(parse(GET, "Host: a").length, 0);
  const chunked = parse(
    "POST / HTTP/1.1",
    "Host: a",
    "Transfer-Encoding: Chunked",
  );
  assertEquals(chunked.length, "chunked");
  for (const value of ["close", "Close", "keep-alive, close"]) {
    assert(!parse(GET, "Host: a", `Connection: ${value}`).keepsAlive, value);
  }
  assert(parse(GET, "Host: a", "Connection: closed").keepsAlive);
  const old = parse("GET / HTTP/1.0", "Host: a");
  assertEquals([old.keepsAlive, old.takesChunks], [false, false]);
});

Deno.test("threat: a request without Host, or with two", () => {
  for (const version of ["1.0", "1.1"]) {
    const line = `GET /mcp HTTP/${version}`;
    assertEquals(statusOf(line), 400);
    assertEquals(statusOf(line, "X-Host: a"), 400);
    assertEquals(statusOf(line, "Host: a", "host: a"), 400);
    // Control.
    assertEquals(parse(line, "Host: a").host, "a");
  }
});

Deno.test("threat: a request that two parsers understand differently", () => {
  const LINE = "POST / HTTP/1.1";
  const HOST = "Host: a";
  const cases: Readonly<Record<string, readonly string[]>> = {
    "a length and chunks": ["Content-Length: 3", "Transfer-Encoding: chunked"],
    "two lengths": ["Content-Length: 3", "Content-Length: 4"],
    "two lengths in one": ["Content-Length: 3, 3"],
    "a length with a sign": ["Content-Length: +3"],
    "a length in hexadecimal": ["Content-Length: 0x3"],
    "no length": ["Content-Length:"],
    "a length without end": [`Content-Length: ${"9".repeat(40)}`],
    "a space before the colon": ["Content-Length : 3"],
    "a folded line": ["X-A: b", " Content-Length: 3"],
    "no name": [": 3"],
    "a line feed alone": ["X-A: b\nContent-Length: 3"],
    "a return alone": ["X-A: b\rContent-Length: 3"],
    "a NUL": ["X-A: b\0"],
  };
  for (const [name, lines] of Object.entries(cases)) {
    assertEquals(statusOf(LINE, HOST, ...lines), 400, name);
  }
  assertEquals(statusOf(LINE, HOST, "Transfer-Encoding: gzip, chunked"), 501);
  assertEquals(statusOf(LINE, HOST, "Transfer-Encoding: xchunked"), 501);
  const old = "POST / HTTP/1.0";
  assertEquals(statusOf(old, HOST, "Transfer-Encoding: chunked"), 400);
});

Deno.test("parseHead() refuses invalid request lines", () => {
  const host = "Host: a";
  for (
    const line of [
      "",
      "GET /",
      "GET / HTTP/1.1 ",
      " GET / HTTP/1.1",
      "GET  / HTTP/1.1",
      "GET / a HTTP/1.1",
      "GET / http/1.1",
      "G@T / HTTP/1.1",
      "\x16\x03\x01",
    ]
  ) assertEquals(statusOf(line, host), 400, line);
  for (const line of ["PRI * HTTP/2.0", "GET / HTTP/9.9"]) {
    assertEquals(statusOf(line, host), 505);
  }
});

Deno.test("parseHead() reads any text as a head, or refuses it", () => {
  const piece = fc.oneof(
    fc.constantFrom("\r\n", "\r", "\n", " ", ":", "Host: a", "GET / HTTP/1.1"),
    fc.string({ unit: "binary-ascii" }),
  );
  fc.assert(fc.property(fc.array(piece), (pieces) => {
    try {
      const { headers } = parseHead(pieces.join(""));
      assertEquals(headers.filter(([name]) => name === "host").length, 1);
    } catch (error) {
      assert(error instanceof HeadError, `${error}`);
    }
  }));
});
