// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import type { NetworkRequest, Sandbox } from "../../../mod.ts";
import { endless, RawServer, saying } from "../../_raw_server.ts";
import { type Case, type Context, expectStatus, valueOf } from "../suite.ts";

/** A server that returns each request, and redirects `/away` to another server. */
function echo(other: RawServer) {
  return new RawServer(async (write, request) => {
    const [, path = ""] = request.split(" ");
    const [status, headers] = path === "/away"
      ? ["307 Moved", `Location: ${other.url()}\r\n`]
      : [path === "/404" ? "404 Not Found" : "200 OK", "X-Seen: yes\r\n"];
    await write(`HTTP/1.1 ${status}\r\n${headers}\r\n${request}`);
  });
}

/** Checks each hop of a redirect. */
async function checkRedirect(
  sandbox: Sandbox,
  { server, forbidden, pick }: Pick<Context, "pick"> & {
    readonly server: RawServer;
    readonly forbidden: RawServer;
  },
): Promise<void> {
  const away = await sandbox.run(pick({
    python: `urllib.request.urlopen("${server.url("/away")}").read()`,
    javascript: `await (await fetch("${server.url("/away")}")).text()`,
  }));
  expectStatus(away, "error");
  const { name, message } = away.error;
  assertEquals(name, pick({ python: "URLError", javascript: "TypeError" }));
  assert(message.includes("as the sandbox is not allowed to"), message);
  assertEquals(forbidden.connections, 0);
  const [first, second, ...more] = away.usage.requests ?? [];
  assertEquals([first?.status, second?.status], [307, undefined]);
  assertEquals([second?.url, more], [forbidden.url(), []]);
  assert(second?.refused !== undefined);
}

/** HTTP access of a guest. */
export const networkCases: readonly Case[] = [
  {
    name:
      "network lets the guest's HTTP client reach allowed hosts, and reports each request",
    async check({ open, pick }) {
      await using forbidden = new RawServer(saying(""));
      await using server = echo(forbidden);
      const sandbox = await open({
        network: { allow: [`127.0.0.1:${server.port}`] },
      });

      const url = server.url("/x?q=1");
      const told: NetworkRequest[] = [];
      const result = await sandbox.run(
        pick({
          python: `
import urllib.error, urllib.request
request = urllib.request.Request("${url}", data=b"body", headers={"X-Name": "value"}, method="PUT")
with urllib.request.urlopen(request) as answer:
    seen = [answer.status, answer.headers["x-seen"], answer.read().decode()]
seen`,
          javascript: `
let answer = await fetch("${url}", { method: "PUT", body: "body", headers: { "X-Name": "value" } });
[answer.status, answer.headers.get("x-seen"), await answer.text()]`,
        }),
        { onRequest: (request) => told.push(request) },
      );
      expectStatus(result, "ok");
      assert(Array.isArray(result.value), Deno.inspect(result));
      const [status, header, request] = result.value;
      assertEquals([status, header], [200, "yes"]);
      assert(/^PUT \/x\?q=1 HTTP/.test(String(request)), String(request));
      assert(/^x-name: value\r$/im.test(String(request)), String(request));
      assert(String(request).endsWith("\r\n\r\nbody"), String(request));
      const [{ ms, bytes, ...rest } = {}, ...others] = told;
      assert(Number(ms) >= 0 && Number(bytes) > 0);
      assertEquals(rest, { method: "PUT", url, status: 200 });
      assertEquals(others, []);
      assertEquals(result.usage.requests, told);

      // The language decides whether an HTTP error status is an error.
      const failure = await valueOf(
        sandbox,
        pick({
          python: `
try:
    urllib.request.urlopen("${server.url("/404")}")
except urllib.error.HTTPError as error:
    seen = [error.code, error.read()[:8].decode()]
seen`,
          javascript: `
answer = await fetch("${server.url("/404")}");
[answer.status, (await answer.text()).slice(0, 8)]`,
        }),
      );
      assertEquals(failure, [404, "GET /404"]);
      await checkRedirect(sandbox, { server, forbidden, pick });
    },
  },
  {
    name: "network closes its connections when the run ends",
    async check({ open, pick }) {
      const cancelling = new AbortController();
      const answer = endless("HTTP/1.1 200 OK\r\n\r\n", "x");
      await using server = new RawServer(async (write, request) => {
        cancelling.abort();
        await answer(write, request);
      });
      const sandbox = await open({
        network: { allow: [`127.0.0.1:${server.port}`] },
      });
      const result = await sandbox.run(
        pick({
          python:
            `import urllib.request\nurllib.request.urlopen("${server.url()}").read()`,
          javascript: `await (await fetch("${server.url()}")).text()`,
        }),
        { signal: cancelling.signal },
      );
      expectStatus(result, "cancelled");
      await server.left;
      assertEquals(
        result.usage.requests?.map(({ failed }) => failed),
        ["The request was aborted"],
      );
    },
  },
  {
    name: "without the network option there is no network, and errors say so",
    async check({ shared, pick }) {
      await using server = new RawServer(saying(""));
      const result = await (await shared()).run(pick({
        python:
          `import urllib.request\nurllib.request.urlopen("${server.url()}")`,
        javascript: `await fetch("${server.url()}")`,
      }));
      expectStatus(result, "error");
      const expected = pick({
        python: "This sandbox has no network",
        javascript: "fetch",
      });
      assert(result.error.message.includes(expected), result.error.message);
      assertEquals(server.connections, 0);
      assertEquals(result.usage.requests, undefined);
    },
  },
];
