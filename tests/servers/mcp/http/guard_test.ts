import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  createGuard,
  type GuardOptions,
} from "../../../../servers/mcp/http/guard.ts";

const TOKENS = ["first-token-of-the-file", "second-token-of-the-file"];
const NOTHING: GuardOptions = { hosts: [], origins: [], tokens: [] };

/** The outcome of a request: its tenant, or the status of the refusal. */
function judge(
  headers: Record<string, string>,
  options: Partial<GuardOptions> = {},
  method = "POST",
): string | number {
  const request = new Request("http://127.0.0.1/mcp", { method, headers });
  const verdict = createGuard({ ...NOTHING, ...options })(request);
  return "tenant" in verdict ? verdict.tenant : verdict.response.status;
}

Deno.test("createGuard() admits requests for loopback under each of its names", () => {
  for (
    const host of [
      "127.0.0.1",
      "127.0.0.1:3000",
      "127.1.2.3:80",
      "localhost:3000",
      "LocalHost",
      "[::1]:3000",
    ]
  ) assertEquals(judge({ host }), "", host);
});

Deno.test("threat: an attacker's name that resolves to this machine", () => {
  for (
    const host of [
      "",
      "evil.example",
      "evil.example:3000",
      "127.0.0.1.evil.example",
      "localhost.evil.example",
      "evil.example@127.0.0.1",
      "127.0.0.1@evil.example",
      "127.0.0.1/evil",
      "127.0.0.1#evil.example",
      "127.0.0.1, evil.example",
      "evil.example\\@localhost",
      "localhost.",
      "[::2]",
      "0.0.0.0",
      "127.0.0.1:99999999",
    ]
  ) assertEquals(judge({ host }), 403, host);
  const line = new Request("http://evil.example/mcp", {
    method: "POST",
    headers: { host: "127.0.0.1" },
  });
  assert("response" in createGuard(NOTHING)(line));
  // Control: only the name is refused.
  assertEquals(
    judge({ host: "evil.example" }, { hosts: ["evil.example"] }),
    "",
  );
});

Deno.test("createGuard() reads the name of a request of HTTP/2, which has no Host", () => {
  assertEquals(judge({}), "");
  const request = new Request("http://evil.example/mcp", { method: "POST" });
  assert("response" in createGuard(NOTHING)(request));
});

Deno.test("threat: any other name", () => {
  fc.assert(fc.property(fc.webAuthority(), (host) => {
    const expected = /^localhost(?::\d*)?$/.test(host) ? "" : 403;
    assertEquals(judge({ host }), expected);
  }));
  fc.assert(fc.property(fc.string({ unit: "binary-ascii" }), (host) => {
    fc.pre(!/[\0\r\n]/.test(host));
    assertEquals(judge({ host: `${host.trim()}.example` }), 403);
  }));
});

Deno.test("createGuard() recognises hosts in any spelling", () => {
  const hosts = ["Tools.Example.org", "fe80::1", "::", "10.0.0.1"];
  for (
    const host of [
      "tools.example.org",
      "TOOLS.example.org:8080",
      "[fe80::1]:3000",
      "[fe80:0::0:1]",
      "[::]:3000",
      "10.0.0.1:80",
    ]
  ) assertEquals(judge({ host }, { hosts }), "", host);
  assertEquals(judge({ host: "example.org" }, { hosts }), 403);
});

Deno.test("threat: a page of another origin", () => {
  const host = "127.0.0.1:3000";
  for (
    const origin of [
      "https://evil.example",
      "http://localhost.evil.example",
      "null",
      "",
      "file://",
      "chrome-extension://abcdef",
      "http://127.0.0.1.evil.example",
      "https://app.example.org.evil.example",
      "https://app.example.org:8443",
      "http://app.example.org",
    ]
  ) {
    const origins = ["https://app.example.org"];
    assertEquals(judge({ host, origin }, { origins }), 403, origin);
    // Control: only the origin is refused.
    assertEquals(judge({ host, origin }, { origins: [origin] }), "", origin);
  }
});

Deno.test("createGuard() admits pages that the operator allowed, and its own origin", () => {
  const host = "127.0.0.1:3000";
  const origins = ["https://app.example.org", "chrome-extension://abcdef"];
  for (const origin of [...origins, `http://${host}`]) {
    assertEquals(judge({ host, origin }, { origins }), "", origin);
  }
  // A request that comes from no page has no origin; browsers mark it so if the user entered the address.
  for (const site of ["none", "same-origin"]) {
    assertEquals(judge({ host, "sec-fetch-site": site }), "", site);
  }
});

Deno.test("threat: a page of another port of this machine", () => {
  const host = "127.0.0.1:3000";
  const [token = ""] = TOKENS;
  for (
    const origin of [
      "http://localhost:8080",
      "http://localhost",
      "http://127.0.0.1",
      "http://127.0.0.1:3001",
      "https://127.0.0.1:3000",
      "http://[::1]:3000",
      // Another server may listen at the same port of another address.
      "http://localhost:3000",
    ]
  ) {
    for (const method of ["POST", "GET", "OPTIONS", "DELETE"]) {
      assertEquals(judge({ host, origin }, {}, method), 403, origin);
    }
    // Controls: only the origin is refused, and a token is accepted instead.
    assertEquals(judge({ host, origin }, { origins: [origin] }), "", origin);
    const tokens = TOKENS;
    assertEquals(judge({ host, origin }, { tokens }), 401, origin);
    const authorization = `Bearer ${token}`;
    assertEquals(judge({ host, origin, authorization }, { tokens }), "0");
  }
});

Deno.test("threat: a page that loads a resource for which browsers send no origin", () => {
  const host = "127.0.0.1:3000";
  for (const site of ["cross-site", "same-site", "anything"]) {
    for (const method of ["GET", "POST"]) {
      const headers = { host, "sec-fetch-site": site };
      assertEquals(judge(headers, {}, method), 403, site);
    }
    // Control: with an allowed origin, it is admitted.
    const origin = "http://localhost:8080";
    const headers = { host, origin, "sec-fetch-site": site };
    assertEquals(judge(headers, { origins: [origin] }), "", site);
  }
});

Deno.test("createGuard() distinguishes tenants by their tokens", () => {
  const host = "127.0.0.1";
  for (const [index, token] of TOKENS.entries()) {
    for (
      const authorization of [
        `Bearer ${token}`,
        `bearer  ${token}`,
        `BEARER ${token} `,
      ]
    ) {
      assertEquals(
        judge({ host, authorization }, { tokens: TOKENS }),
        String(index),
      );
    }
  }
});

Deno.test("threat: a wrong token", () => {
  const host = "127.0.0.1";
  const [token = ""] = TOKENS;
  for (
    const authorization of [
      "",
      "Bearer",
      "Bearer ",
      token,
      `Basic ${token}`,
      `Bearer ${token}x`,
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token.toUpperCase()}`,
      `Bearer ${token} ${token}`,
      `Bearer ${TOKENS.join(",")}`,
      "Bearer undefined",
      "Bearer __proto__",
    ]
  ) {
    assertEquals(judge({ host, authorization }, { tokens: TOKENS }), 401);
  }
  assertEquals(judge({ host }, { tokens: TOKENS }), 401);
  // Control: without tokens, none is needed.
  assertEquals(judge({ host }), "");
  fc.assert(fc.property(fc.stringMatching(/^[!-~]{1,40}$/), (guess) => {
    fc.pre(!TOKENS.includes(guess));
    const authorization = `Bearer ${guess}`;
    assertEquals(judge({ host, authorization }, { tokens: TOKENS }), 401);
  }));
});

Deno.test("threat: a token that is guessed by the time of its comparison", async () => {
  const source = await Deno.readTextFile(
    new URL("../../../../servers/mcp/http/guard.ts", import.meta.url),
  );
  assert(source.includes("timingSafeEqual(given, known)"));
  // Tokens are compared nowhere else.
  assert(!/(?:===|!==|includes\(|indexOf\()[^;\n]*token/i.test(source));
});

Deno.test("createGuard() answers a browser's preflight request without a token", () => {
  const guard = createGuard({
    hosts: [],
    origins: ["https://app.example.org"],
    tokens: TOKENS,
  });
  const ask = (origin: string): Response => {
    const verdict = guard(
      new Request("http://127.0.0.1/mcp", {
        method: "OPTIONS",
        headers: {
          host: "127.0.0.1",
          origin,
          "access-control-request-method": "POST",
        },
      }),
    );
    assert("response" in verdict);
    return verdict.response;
  };
  const good = ask("https://app.example.org");
  assertEquals(good.status, 204);
  assertEquals(
    good.headers.get("access-control-allow-origin"),
    "https://app.example.org",
  );
  const allowed = good.headers.get("access-control-allow-headers") ?? "";
  assert(allowed.split(", ").includes("authorization"));
  // A page of this machine whose origin is not allowed gets no further than its preflight request.
  for (const origin of ["https://evil.example", "http://localhost:6274"]) {
    const bad = ask(origin);
    assert([401, 403].includes(bad.status));
    assertEquals(bad.headers.get("access-control-allow-origin"), null);
  }
});
