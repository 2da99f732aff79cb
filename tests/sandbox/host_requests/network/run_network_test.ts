import { assert, assertEquals, assertRejects } from "@std/assert";
import { GuestVisibleError } from "../../../../sandbox/host_requests/host_requests.ts";
import { createPlatform } from "../../../../sandbox/host_requests/network/platform.ts";
import { endless, RawServer, saying } from "../../../_raw_server.ts";
import { AUTHORITY, LOCALHOST } from "./_certificates.ts";
import { Requester } from "./_requester.ts";

const OK = "HTTP/1.1 200 OK\r\n";
const NO_BODY = "Content-Length: 0\r\n\r\n";

function allowing(...servers: readonly RawServer[]): Requester {
  return new Requester({
    allow: servers.map(({ port }) => `127.0.0.1:${port}`),
  });
}

async function assertRefused(
  promise: Promise<unknown>,
  name: string,
  message: string,
): Promise<void> {
  const error = await assertRejects(() => promise, GuestVisibleError, message);
  assertEquals(error.name, name);
}

Deno.test("RunNetwork sends a request and gives its answer back", async () => {
  await using server = new RawServer(
    saying(`${OK}X-One: 1\r\nContent-Length: 5\r\n\r\nhello and more`),
  );
  using run = allowing(server);
  const answer = await run.fetch(server.url("/a b?q=ü#fragment"), {
    method: "post",
    headers: [["X-Name", "välue"]],
    body: "body",
  });
  assertEquals(answer.status, 200);
  assertEquals(answer.text, "hello");
  assertEquals(answer.url, server.url("/a%20b?q=%C3%BC"));
  assertEquals(answer.headers, { "x-one": "1", "content-length": "5" });
  const [request = ""] = server.requests;
  assert(request.startsWith("POST /a%20b?q=%C3%BC HTTP/1.1\r\n"), request);
  assert(request.includes(`\r\nHost: 127.0.0.1:${server.port}\r\n`), request);
  assert(request.includes("\r\nX-Name: v\xe4lue\r\n"), request);
  assert(request.includes("\r\nContent-Length: 4\r\n"), request);
  assert(request.endsWith("\r\n\r\nbody"), request);
});

Deno.test("RunNetwork refuses a body where a server may pass over it", async () => {
  await using server = new RawServer(saying(`${OK}${NO_BODY}`));
  using run = allowing(server);
  const body = "POST /smuggled HTTP/1.1\r\n\r\n";
  for (const method of ["GET", "head"]) {
    await assertRefused(
      run.fetch(server.url("/"), { method, body }),
      "TypeError",
      "request has no body",
    );
  }
  assertEquals(server.requests, []);
});

Deno.test("RunNetwork reads bodies in chunks, without a length, and none", async () => {
  const answers: Readonly<Record<string, string>> = {
    "/chunked":
      `${OK}Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n1\r\n!\r\n0\r\nTrailer: x\r\n\r\n`,
    "/until-end": `${OK}\r\nhello!`,
    "/interim": `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n${OK}\r\nhello!`,
    "/empty": `${OK}${NO_BODY}`,
    "/204": "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello",
  };
  await using server = new RawServer(async (write, request) => {
    await write(answers[request.split(" ")[1] ?? ""] ?? "");
  });
  using run = allowing(server);
  for (const path of Object.keys(answers)) {
    const { text } = await run.fetch(server.url(path));
    assertEquals(text, /empty|204/.test(path) ? "" : "hello!", path);
  }
  const { text, headers } = await run.fetch(server.url("/empty"), {
    method: "HEAD",
  });
  assertEquals([text, headers["content-length"]], ["", "0"]);
});

Deno.test("RunNetwork decompresses", async () => {
  const plain = "hello ".repeat(50_000);
  for (const format of ["gzip", "deflate"] as const) {
    const body = await compressed(plain, format);
    await using server = new RawServer(async (write) => {
      await write(
        `${OK}Content-Encoding: ${format}\r\nContent-Length: ${body.length}\r\n\r\n`,
      );
      await write(body);
    });
    using run = allowing(server);
    const { text, headers } = await run.fetch(server.url());
    assertEquals(text, plain);
    assertEquals(headers, {});
  }
});

Deno.test("RunNetwork tells of each request once it is over", async () => {
  await using server = new RawServer(saying(`${OK}\r\nhello`));
  using run = allowing(server);
  const url = server.url("/x");
  await run.fetch(`${url}#y`);
  await assertRefused(
    run.fetch("http://name:secret@example.org/x"),
    "TypeError",
    "no name and no password",
  );
  await assertRefused(
    run.fetch("http://example.org/x"),
    "NotAllowedError",
    "Cannot reach example.org:80 as the sandbox is not allowed to",
  );
  await assertRefused(
    run.fetch(url, { method: "trace" }),
    "NotAllowedError",
    'Cannot use the method "TRACE"',
  );
  const [first, ...others] = run.network.requests.map(({ ms, ...rest }) => {
    assert(ms >= 0);
    return rest;
  });
  assertEquals(first, { method: "GET", url, status: 200, bytes: 5 });
  assertEquals(others.map(({ url, bytes }) => [url, bytes]), [
    ["http://example.org/x", 0],
    ["http://example.org/x", 0],
    [url, 0],
  ]);
  assert(others.every(({ refused }) => refused !== undefined));
  assertEquals(run.told, run.network.requests);
});

Deno.test("RunNetwork follows redirects as fetch does", async () => {
  await using other = new RawServer(saying(`${OK}\r\nthere`));
  await using server = new RawServer(async (write, request) => {
    const [, path = ""] = request.split(" ");
    const to = path === "/away" ? other.url("/end") : "/end#there";
    const status = /^\/\d+$/.test(path) ? path.slice(1) : "302";
    await write(
      path === "/end"
        ? `${OK}\r\nhere`
        : `HTTP/1.1 ${status} Moved\r\nLocation: ${to}\r\n${NO_BODY}`,
    );
  });
  using run = allowing(server, other);
  const init = {
    method: "POST",
    body: "body",
    headers: [["Authorization", "a"], ["Cookie", "b"], ["X-Kept", "c"]],
  };
  const requestFor = async (path: string): Promise<string> => {
    const answer = await run.fetch(server.url(path), init);
    assert(answer.redirected);
    return (path === "/away" ? other : server).requests.at(-1) ?? "";
  };
  for (const path of ["/301", "/302", "/303"]) {
    const request = await requestFor(path);
    assert(request.startsWith("GET /end HTTP/1.1\r\n"), request);
    assert(!/content-length|body$/i.test(request), request);
    assert(/Authorization: a\r\nCookie: b\r\nX-Kept: c/.test(request), request);
  }
  for (const path of ["/307", "/308"]) {
    const request = await requestFor(path);
    assert(request.startsWith("POST /end HTTP/1.1\r\n"), request);
    assert(request.endsWith("\r\n\r\nbody"), request);
  }
  const away = await requestFor("/away");
  assert(away.includes("X-Kept: c") && !/Auth|Cookie/.test(away), away);
  const { status } = await run.fetch(server.url("/302"), {
    redirect: "manual",
  });
  assertEquals(status, 302);
  await assertRefused(
    run.fetch(server.url("/302"), { redirect: "error" }),
    "NetworkError",
    "redirects",
  );
});

Deno.test("RunNetwork ends a loop of redirects", async () => {
  await using server = new RawServer(
    saying(`HTTP/1.1 302 Found\r\nLocation: /\r\n${NO_BODY}`),
  );
  using run = allowing(server);
  await assertRefused(
    run.fetch(server.url()),
    "NetworkError",
    "redirects more than 10 times",
  );
  assertEquals(server.requests.length, 11);
  assertEquals(run.network.requests.length, 11);
});

Deno.test("RunNetwork limits requests, each hop counted", async () => {
  await using server = new RawServer(
    saying(`HTTP/1.1 302 Found\r\nLocation: /\r\n${NO_BODY}`),
  );
  using run = new Requester({
    allow: [`127.0.0.1:${server.port}`],
    maxRequests: 3,
  });
  await assertRefused(
    run.fetch(server.url()),
    "QuotaExceededError",
    "at most 3 requests",
  );
  assertEquals(server.requests.length, 3);
});

Deno.test("RunNetwork keeps no more connections open than it may, and has the rest wait", async () => {
  let open = 0;
  let most = 0;
  await using server = new RawServer(async (write) => {
    most = Math.max(most, ++open);
    await write(`${OK}${NO_BODY}`);
    open--;
  });
  using run = new Requester({
    allow: [`127.0.0.1:${server.port}`],
    maxConnections: 2,
  });
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => run.fetch(server.url())),
  );
  assertEquals(answers.length, 20);
  assert(most <= 2, `${most} connections at a time`);
});

Deno.test("RunNetwork ends a request at its time limit, and closes the connection", async () => {
  const beginnings = [
    "",
    OK,
    `${OK}\r\n`,
    `${OK}Transfer-Encoding: chunked\r\n\r\n5`,
  ];
  for (const first of beginnings) {
    await using server = new RawServer(async (write) => {
      if (first !== "") await write(first);
      for (;;) {
        // A server that keeps its client waiting, and notices when it has left.
        await new Promise((resolve) => setTimeout(resolve, 10));
        await write("0");
      }
    });
    using run = new Requester({
      allow: [`127.0.0.1:${server.port}`],
      requestTimeoutMs: 100,
    });
    await assertRefused(
      run.fetch(server.url()),
      "TimeoutError",
      "took longer than 100 ms",
    );
    await server.left;
  }
});

Deno.test("RunNetwork closes a connection when its run ends", async () => {
  await using server = new RawServer(endless(`${OK}\r\n`, "x".repeat(1_000)));
  using run = allowing(server);
  const { id } = await run.open(server.url());
  await run.ask({ op: "read", id });
  run.end();
  await server.left;
  const [told, ...others] = run.network.requests;
  assertEquals(others, []);
  assertEquals(told?.failed, "The request was aborted");
  assert(Number(told?.bytes) > 0);
});

Deno.test("RunNetwork closes a connection when the guest gives it up", async () => {
  await using server = new RawServer(endless(`${OK}\r\n`, "x".repeat(1_000)));
  using run = allowing(server);
  const { id } = await run.open(server.url());
  await run.ask({ op: "close", id });
  await server.left;
  await assertRefused(run.read(id), "TypeError", "no such answer");
});

Deno.test("RunNetwork caps an answer, compressed or not", async () => {
  const bomb = await compressed(new Uint8Array(50 * 2 ** 20), "gzip");
  assert(bomb.length < 100_000);
  const limits = { maxResponseBytes: 2 ** 20 };
  const servers = [
    endless(`${OK}\r\n`, "x".repeat(10_000)),
    saying(`${OK}Content-Length: 99999999\r\n\r\n`.padEnd(2 ** 21, "x")),
    endless(
      `${OK}Transfer-Encoding: chunked\r\n\r\n`,
      `40\r\n${"x".repeat(64)}\r\n`.repeat(100),
    ),
    async (write: (it: string | Uint8Array<ArrayBuffer>) => Promise<void>) => {
      await write(`${OK}Content-Encoding: gzip\r\n\r\n`);
      await write(bomb);
    },
  ];
  for (const script of servers) {
    await using server = new RawServer(script);
    using run = new Requester({
      allow: [`127.0.0.1:${server.port}`],
      ...limits,
    });
    await assertRefused(
      run.fetch(server.url()),
      "QuotaExceededError",
      "more than 1048576 bytes",
    );
    const [told] = run.network.requests;
    assert(Number(told?.bytes) <= 2 ** 20, Deno.inspect(told));
  }
});

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
  const bad: readonly (readonly [unknown, string, string, string?])[] = [
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
  for (const [request, name, message, data] of bad) {
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

Deno.test("RunNetwork bounds answers that are not read", async () => {
  await using server = new RawServer(saying(`${OK}\r\nhello`));
  using run = new Requester({
    allow: [`127.0.0.1:${server.port}`],
    maxRequests: 1_000,
  });
  for (let count = 0; count < 256; count++) await run.open(server.url());
  await assertRefused(
    run.open(server.url()),
    "QuotaExceededError",
    "256 requests whose answers were not read",
  );
  await run.read(1);
  await run.open(server.url());
});

async function compressed(
  plain: string | Uint8Array<ArrayBuffer>,
  format: "gzip" | "deflate",
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([plain]).stream()
    .pipeThrough(new CompressionStream(format));
  return await new Response(stream).bytes();
}
