// deno-lint-ignore-file explicit-function-return-type -- cases are checked by the type that they are listed under
import { assert, assertEquals } from "@std/assert";
import type { NetworkRequest } from "../../../mod.ts";
import { endless, RawServer, saying } from "../../_raw_server.ts";
import { type Case, expectStatus, valueOf } from "../suite.ts";

/** An answer that says what was asked. */
function echo(server: () => RawServer) {
  return new RawServer(async (write, request) => {
    const [, path = ""] = request.split(" ");
    if (path === "/away") {
      const { port } = server();
      return await write(
        `HTTP/1.1 307 Moved\r\nLocation: http://127.0.0.1:${port}/there\r\n\r\n`,
      );
    }
    const status = path === "/404" ? "404 Not Found" : "200 OK";
    await write(`HTTP/1.1 ${status}\r\nX-Seen: yes\r\n\r\n${request}`);
  });
}

/** What is granted to a guest over HTTP. */
export const networkCases: readonly Case[] = [
  {
    name: "network lets the guest's HTTP client reach a host, and tells of it",
    async check({ open, pick }) {
      await using server = echo(() => server);
      const url = `http://127.0.0.1:${server.port}/x?q=1`;
      const sandbox = await open({
        network: { allow: [`127.0.0.1:${server.port}`] },
      });
      const told: NetworkRequest[] = [];
      const result = await sandbox.run(
        pick({
          python: `
import urllib.request
request = urllib.request.Request("${url}", data=b"body", headers={"X-Name": "value"}, method="PUT")
with urllib.request.urlopen(request) as answer:
    seen = [answer.status, answer.headers["x-seen"], answer.read().decode()]
seen`,
          javascript: `
const answer = await fetch("${url}", { method: "PUT", body: "body", headers: { "X-Name": "value" } });
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
    },
  },
  {
    name: "network checks each hop of a redirect",
    async check({ open, pick }) {
      await using forbidden = new RawServer(saying(""));
      await using server = echo(() => forbidden);
      const sandbox = await open({
        network: { allow: [`127.0.0.1:${server.port}`] },
      });
      const url = `http://127.0.0.1:${server.port}/away`;
      const result = await sandbox.run(pick({
        python:
          `import urllib.request\nurllib.request.urlopen("${url}").read()`,
        javascript: `await (await fetch("${url}")).text()`,
      }));
      expectStatus(result, "error");
      assertEquals(
        result.error.name,
        pick({ python: "URLError", javascript: "TypeError" }),
      );
      assert(
        result.error.message.includes(
          `Cannot reach 127.0.0.1:${forbidden.port} as the sandbox is not allowed to`,
        ),
        result.error.message,
      );
      assertEquals(forbidden.connections, 0);
      const [first, second, ...others] = result.usage.requests ?? [];
      assertEquals([first?.status, second?.status], [307, undefined]);
      assert(second?.refused !== undefined);
      assertEquals(others, []);
    },
  },
  {
    name: "network gives an answer of failure as the language does",
    async check({ open, pick }) {
      await using server = echo(() => server);
      const sandbox = await open({
        network: { allow: [`127.0.0.1:${server.port}`] },
      });
      const url = `http://127.0.0.1:${server.port}/404`;
      const value = await valueOf(
        sandbox,
        pick({
          python: `
import urllib.error, urllib.request
try:
    urllib.request.urlopen("${url}")
except urllib.error.HTTPError as error:
    seen = [error.code, error.read()[:8].decode()]
seen`,
          javascript:
            `const answer = await fetch("${url}"); [answer.status, (await answer.text()).slice(0, 8)]`,
        }),
      );
      assertEquals(value, [404, "GET /404"]);
    },
  },
  {
    name: "network gives way to the deadline of the run",
    async check({ open, pick }) {
      await using server = new RawServer(
        endless("HTTP/1.1 200 OK\r\n\r\n", "x"),
      );
      const sandbox = await open({
        network: { allow: [`127.0.0.1:${server.port}`] },
      });
      const url = `http://127.0.0.1:${server.port}/`;
      const read = pick({
        python:
          `import urllib.request\nurllib.request.urlopen("${url}").read()`,
        javascript: `await (await fetch("${url}")).text()`,
      });
      const result = await sandbox.run(read, { timeoutMs: 1_500 });
      expectStatus(result, "timeout");
      await server.left;
      assertEquals(
        result.usage.requests?.map(({ failed }) => failed),
        ["The request was aborted"],
      );
    },
  },
  {
    name: "without network there is none, and errors say so",
    async check({ shared, pick }) {
      await using server = new RawServer(saying(""));
      const url = `http://127.0.0.1:${server.port}/`;
      const result = await (await shared()).run(pick({
        python: `import urllib.request\nurllib.request.urlopen("${url}")`,
        javascript: `await fetch("${url}")`,
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
