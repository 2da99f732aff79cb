import { assert, assertEquals } from "@std/assert";
import { RawServer, saying } from "../_raw_server.ts";
import { ofDenoRun, sandglass, usualFlags } from "./_cli.ts";

const HELLO = saying("HTTP/1.1 200 OK\r\n\r\nhello");

Deno.test("run --allow-net reaches a host that Deno permits by name only", async () => {
  await using server = new RawServer(HELLO);
  const host = `localhost:${server.port}`;
  const url = `http://${host}/`;
  // Deno resolves a name itself only if it has no port: two ways to the same address.
  for (const permitted of [host, "localhost"]) {
    const { status, stdout, stderr } = await sandglass([
      "run",
      "--json",
      "--allow-net",
      `example.invalid:1,${host}`,
      "-l",
      "js",
      "-e",
      `await (await fetch("${url}")).text()`,
    ], {
      flags: [...usualFlags(), `--allow-net=${permitted},example.invalid:1`],
    });
    assertEquals([status, stderr], [0, ""]);
    const { value, usage } = JSON.parse(stdout);
    assertEquals(value, "hello");
    const [{ ms, ...request }, ...others] = usage.requests;
    assert(ms >= 0);
    assertEquals(request, { method: "GET", url, status: 200, bytes: 5 });
    assertEquals(others, []);
  }
});

Deno.test(
  "run --allow-net names the missing Deno permission",
  ofDenoRun,
  async () => {
    const { status, stdout, stderr } = await sandglass([
      "run",
      "--allow-net=*.example.org:443",
      "-e",
      "1",
    ]);
    assertEquals([status, stdout], [3, ""]);
    assertEquals(
      stderr,
      "sandglass: Cannot allow *.example.org:443 to the guest as this process may not reach it itself: " +
        "add --allow-net=*.example.org:443 to the flags of Deno (PERMISSION_REQUIRED)\n",
    );
  },
);

Deno.test("run --allow-net refuses an invalid host, with an example", async () => {
  const { status, stderr } = await sandglass([
    "run",
    "--allow-net=http://example.org",
    "-e",
    "1",
  ]);
  assertEquals(status, 2);
  assertEquals(
    stderr,
    "sandglass: Cannot set --allow-net as a host must be HOST, HOST:PORT or *.HOST (IPv6 in brackets): " +
      'current value is "http://example.org" (example: --allow-net example.org,*.example.org:443)\n',
  );
});
