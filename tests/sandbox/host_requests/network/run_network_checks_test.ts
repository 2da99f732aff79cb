import { assert, assertEquals } from "@std/assert";
import { createPlatform } from "../../../../sandbox/host_requests/network/platform.ts";
import { RawServer, saying } from "../../../_raw_server.ts";
import { AUTHORITY, LOCALHOST } from "./_certificates.ts";
import { Requester } from "./_requester.ts";
import { allowing, assertRefused, NO_BODY, OK } from "./_run_network.ts";

Deno.test("RunNetwork takes no answer that is not HTTP", async () => {
  const bad: Readonly<Record<string, string>> = {
    "not HTTP": "220 smtp.example.org ESMTP\r\n",
    "not HTTP ": "HTTP/2 200\r\n\r\n",
    "not HTTP  ": "HTTP/1.1 20 OK\r\n\r\n",
    "ended before it was complete": "",
    "ended before it was complete ": `${OK}X: y\r\n`,
    "ended before it was complete  ": `${OK}Content-Length: 10\r\n\r\nhello`,
    "ended before it was complete   ":
      `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhel`,
    "invalid chunk": `${OK}Transfer-Encoding: chunked\r\n\r\n-5\r\nhello`,
    "too long   ": `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhellohello\r\n`,
    "more than 100000 chunks": `${OK}Transfer-Encoding: chunked\r\n\r\n${
      "1\r\nx\r\n".repeat(100_001)
    }`,
    "invalid header": `${OK}no colon\r\n\r\n`,
    "invalid header ": `${OK}X: a\r\n folded\r\n\r\n`,
    "invalid header  ": `${OK}X: a\rSet-Cookie: b\r\n\r\n`,
    "invalid header   ": `${OK}X: a\0b\r\n\r\n`,
    "invalid length": `${OK}Content-Length: -1\r\n\r\n`,
    "invalid length ": `${OK}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`,
    "encoding that is unknown": `${OK}Transfer-Encoding: gzip\r\n\r\n`,
    "too long": `${OK}X: ${"x".repeat(100_000)}\r\n\r\n`,
    "too long ": OK + "X: y\r\n".repeat(20_000) + "\r\n",
    "not one to the request": "HTTP/1.1 101 Switching\r\n\r\n",
    "not one to the request ": "HTTP/1.1 100 Continue\r\n\r\n".repeat(9),
    "not compressed as it says": `${OK}Content-Encoding: gzip\r\n\r\nhello`,
    "to more than one place":
      `HTTP/1.1 302 Found\r\nLocation: /a\r\nLocation: /b\r\n\r\n`,
  };
  for (const [message, answer] of Object.entries(bad)) {
    await using server = new RawServer(saying(answer));
    using run = allowing(server);
    await assertRefused(
      run.fetch(server.url()),
      "NetworkError",
      message.trim(),
    );
  }
});

Deno.test("RunNetwork secures a connection only with a certificate in order", async () => {
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {}, ...LOCALHOST },
    () => new Response("secured"),
  );
  const { port } = server.addr;
  const policy = { allow: [`localhost:${port}`, `127.0.0.1:${port}`] };
  const platform = createPlatform({ caCerts: [AUTHORITY] });
  using trusting = new Requester(policy, platform);
  const { text } = await trusting.fetch(`https://localhost:${port}/`);
  assertEquals(text, "secured");
  // The certificate is one for another name.
  await assertRefused(
    trusting.fetch(`https://127.0.0.1:${port}/`),
    "NetworkError",
    "its certificate is not valid",
  );
  using run = new Requester(policy);
  await assertRefused(
    run.fetch(`https://localhost:${port}/`),
    "NetworkError",
    "its certificate is not valid",
  );
});

/** Requests that are refused, each with the error and its data. */
function forgeriesOf(
  open: object,
): readonly (readonly [unknown, string, string, string?])[] {
  return [
    ["", "TypeError", "not JSON"],
    ["[".repeat(100_000), "TypeError", "not JSON"],
    ["[".repeat(200_000), "QuotaExceededError", "too long"],
    ["null", "TypeError", "no object"],
    [{ op: "open" }, "TypeError", "no number"],
    [{ op: "read", id: 5 }, "TypeError", "no such answer"],
    [{ op: "rule", id: 5 }, "TypeError", "no such request"],
    [{ ...open, id: 1.5 }, "TypeError", "no number"],
    [{ ...open, method: 1 }, "TypeError", "method must be text"],
    [
      { ...open, method: "GET / HTTP/1.1\r\nX: y" },
      "NotAllowedError",
      "method",
    ],
    [{ ...open, url: 1 }, "TypeError", "URL must be text"],
    [{ ...open, url: "x".repeat(10_000) }, "TypeError", "URL must be text"],
    [
      { ...open, url: "/relative" },
      "TypeError",
      'absolute and well-formed: current value is "/relative"',
    ],
    [{ ...open, url: "file:///etc/passwd" }, "TypeError", "http: or https:"],
    [{ ...open, url: "data:,x" }, "TypeError", "http: or https:"],
    [{ ...open, headers: {} }, "TypeError", "must be a list"],
    [{ ...open, headers: [["A"]] }, "TypeError", "value of the header"],
    [{ ...open, headers: ["A: b"] }, "TypeError", "name of a header"],
    [{ ...open, headers: [["A\r\nB", "c"]] }, "TypeError", "name of a header"],
    [{ ...open, headers: [["A:", "c"]] }, "TypeError", "name of a header"],
    [{ ...open, headers: [["A", "b\r\nC: d"]] }, "TypeError", "line ends"],
    [{ ...open, headers: [["A", "b\nC: d"]] }, "TypeError", "line ends"],
    [{ ...open, headers: [["A", "b\0"]] }, "TypeError", "line ends"],
    [{ ...open, headers: [["A", "\u010d\u010a"]] }, "TypeError", "U+00FF"],
    [
      { ...open, headers: [["A", "b".repeat(2_000)]] },
      "QuotaExceededError",
      "headers have more than 1024 bytes",
    ],
    [open, "TypeError", "base64", "%"],
    [open, "QuotaExceededError", "at most 10 bytes", "A".repeat(400)],
  ];
}

Deno.test("RunNetwork takes nothing in a guest's request on trust", async () => {
  await using server = new RawServer(saying(`${OK}${NO_BODY}`));
  using run = new Requester({
    allow: [`127.0.0.1:${server.port}`],
    maxRequestBytes: 10,
    maxHeaderBytes: 1_024,
  });
  const open = {
    op: "open",
    id: 99,
    method: "GET",
    url: server.url(),
    headers: [],
  };
  for (const [request, name, message, data] of forgeriesOf(open)) {
    await assertRefused(run.ask(request, data), name, message);
  }
  assertEquals(server.connections, 0);
  // Of the headers that frame a message, none is the guest's.
  // deno-fmt-ignore
  const framing = [
    "Host", "Connection", "Content-Length", "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Expect", "Keep-Alive",
    "Proxy-Authorization", "Proxy-Connection", "HTTP2-Settings", "content-length",
  ];
  await run.fetch(server.url(), {
    headers: framing.map((name) => [name, "evil"]),
  });
  assert(!server.requests[0]?.includes("evil"), server.requests[0]);
  await run.open(server.url());
  await assertRefused(
    run.ask({ ...open, id: 1, url: "http://example.org/" }),
    "NotAllowedError",
    "",
  );
});
