import { assert, assertEquals } from "@std/assert";
import { RawServer, saying } from "../../../_raw_server.ts";
import {
  allowing,
  assertRefused,
  compressed,
  NO_BODY,
  OK,
} from "./_run_network.ts";

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
