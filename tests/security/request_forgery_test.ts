import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type Isolation, type Language } from "../../mod.ts";
import { RawServer, saying } from "../_raw_server.ts";
import { controls } from "../level.ts";

// Both isolations check requests in the same code, so each language is tested in one isolation here.
const SUBJECTS: readonly (readonly [Language, Isolation])[] = [
  ["python", "process"],
  ["javascript", "thread"],
];

const SECRET = `secret-${crypto.randomUUID()}`;

/** A server in the private network, which answers every request. */
function inside(): RawServer {
  return new RawServer(saying(`HTTP/1.1 200 OK\r\n\r\n${SECRET}`));
}

/** Ways to write the address of that server, whose port is $PORT. */
const SPELLINGS: readonly string[] = [
  "http://127.0.0.1:$PORT/",
  "http://localhost:$PORT/",
  "http://LOCALHOST.:$PORT/",
  "http://127.1:$PORT/",
  "http://127.0.0.1.:$PORT/",
  "http://2130706433:$PORT/",
  "http://0x7f000001:$PORT/",
  "http://0x7f.1:$PORT/",
  "http://0177.0.0.01:$PORT/",
  "http://0:$PORT/",
  "http://0.0.0.0:$PORT/",
  "http://%31%32%37.0.0.1:$PORT/",
  "http://\uff11\uff12\uff17.0.0.1:$PORT/",
  "http://127\u30020\u30020\u30021:$PORT/",
  "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3:$PORT/",
  "http://[::1]:$PORT/",
  "http://[::ffff:127.0.0.1]:$PORT/",
  "http://[::ffff:7f00:1]:$PORT/",
  "http://[::127.0.0.1]:$PORT/",
  "http://[64:ff9b::127.0.0.1]:$PORT/",
  "http://allowed.example@127.0.0.1:$PORT/",
  "http://allowed.example:80@127.0.0.1:$PORT/",
  "http://127.0.0.1:$PORT\\@allowed.example/",
  "http://127.0.0.1:$PORT#@allowed.example/",
  "http://127.0.0.1:$PORT?.allowed.example/",
  "http://allowed.example\t@127.0.0.1:$PORT/",
  "http:\\\\127.0.0.1:$PORT\\",
  "https://127.0.0.1:$PORT/",
  "HtTp://127.0.0.1:$PORT/",
  "//127.0.0.1:$PORT/",
  "file:///etc/passwd",
  "ftp://127.0.0.1:$PORT/",
  "blob:http://127.0.0.1:$PORT/",
  "http://169.254.169.254/latest/meta-data/",
  "http://metadata.google.internal/",
];

/** Fetches URLs, and reports the outcome of each. */
const FETCH_ALL: Readonly<Record<"python" | "javascript", string>> = {
  python: `
import json
import sandglass_http
async def fetch_all(urls, headers):
    from pyodide.http import pyfetch
    import urllib.request, http.client
    seen = []
    for url in urls:
        for way in ("pyfetch", "urlopen", "service"):
            try:
                if way == "pyfetch":
                    seen.append(await (await pyfetch(url, headers=headers)).text())
                elif way == "urlopen":
                    seen.append(urllib.request.urlopen(urllib.request.Request(url, headers=headers)).read().decode())
                else:
                    # Bypasses every check on the guest's side.
                    seen.append(sandglass_http.send("GET", url, list(map(list, headers.items())))[1].readall().decode())
            except Exception as error:
                seen.append("error: " + str(error))
    return seen
await fetch_all(json.loads($URLS), json.loads($HEADERS))`,
  javascript: `
(async (urls, headers) => {
  const seen = [];
  for (const url of urls) {
    try {
      seen.push(await (await fetch(url, { headers })).text());
    } catch (error) {
      seen.push("error: " + error.message);
    }
  }
  return seen;
})(JSON.parse($URLS), JSON.parse($HEADERS))`,
};

function program(
  language: Language,
  urls: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): string {
  const literal = (value: unknown): string =>
    JSON.stringify(JSON.stringify(value));
  return FETCH_ALL[language === "python" ? "python" : "javascript"]
    .replace("$URLS", () => literal(urls))
    .replace("$HEADERS", () => literal(headers));
}

for (const [language, isolation] of SUBJECTS) {
  Deno.test(`a guest reaches no private server, in any spelling of its address (${language})`, async () => {
    await using server = inside();
    await using allowed = new RawServer(
      saying("HTTP/1.1 200 OK\r\n\r\nallowed"),
    );
    await using sandbox = await createSandbox({
      language,
      isolation,
      network: {
        allow: [`127.0.0.1:${allowed.port}`, "allowed.example"],
        maxRequests: 10_000,
      },
    });
    const urls = SPELLINGS.map((one) =>
      one.replace("$PORT", String(server.port))
    );
    const result = await sandbox.run(program(language, urls));
    assert(result.status === "ok", Deno.inspect(result));
    const text = Deno.inspect(result, { strAbbreviateSize: 1e7, depth: 9 });
    assert(!text.includes(SECRET), text);
    assert(Array.isArray(result.value), text);
    for (const one of result.value) {
      assert(String(one).startsWith("error: "), String(one));
    }
    assertEquals(server.connections, 0);
    // Control: the guest reaches an allowed server.
    const control = await sandbox.run(program(language, [allowed.url()]));
    assert(control.status === "ok" && Array.isArray(control.value));
    assertEquals(control.value[0], "allowed");
  });

  Deno.test(`an allowed server redirects a guest to no private server (${language})`, async () => {
    await using server = inside();
    const places = SPELLINGS.slice(0, 30)
      .map((one) => one.replace("$PORT", String(server.port)))
      // HTTP headers cannot carry the others.
      .filter((one) => /^[\x20-\x7e]*$/.test(one));
    await using allowed = new RawServer(async (write, request) => {
      const index = Number(/^GET \/(\d+) /.exec(request)?.[1]);
      await write(
        `HTTP/1.1 302 Found\r\nLocation: ${
          places[index]
        }\r\nContent-Length: 0\r\n\r\n`,
      );
    });
    await using sandbox = await createSandbox({
      language,
      isolation,
      network: { allow: [`127.0.0.1:${allowed.port}`], maxRequests: 10_000 },
    });
    const urls = places.map((_, index) => allowed.url(`/${index}`));
    const result = await sandbox.run(program(language, urls));
    const text = Deno.inspect(result, { strAbbreviateSize: 1e7, depth: 9 });
    assert(result.status === "ok", text);
    assert(!text.includes(SECRET), text);
    assertEquals(server.connections, 0);
    assert(allowed.connections >= urls.length);
  });

  Deno.test(`a guest smuggles no second request into one (${language})`, async () => {
    await using server = inside();
    await using sandbox = await createSandbox({
      language,
      isolation,
      network: { allow: [`127.0.0.1:${server.port}`] },
    });
    const attacks: Readonly<Record<string, string>>[] = [
      { "X-A": "b\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: evil" },
      { "X-A\r\nX-Smuggled": "b" },
      { "X-A": "b\nX-Smuggled: c" },
      { "X-A": "b\u010d\u010aX-Smuggled: c" },
      { "Transfer-Encoding": "chunked" },
      { "Content-Length": "1000" },
      { "Host": "smuggled.example" },
      { "Connection": "keep-alive, X-Smuggled" },
      { "Upgrade": "smuggled" },
    ];
    for (const headers of attacks) {
      const url = server.url("/a\r\nX-Smuggled: b");
      const result = await sandbox.run(
        program(language, [server.url(), url], headers),
        { limits: { timeoutMs: 20_000 } },
      );
      assert(result.status === "ok", Deno.inspect(result));
    }
    // Some requests arrived, without the headers that a guest may not set.
    assert(server.requests.length > 5);
    for (const request of server.requests) {
      const [first = "", ...lines] = request.trimEnd().split("\r\n");
      assert(/^GET \/\S* HTTP\/1\.1$/.test(first), request);
      assert(!lines.join("\n").toLowerCase().includes("smuggled"), request);
      assert(!/transfer-encoding|content-length|upgrade/i.test(request));
      assert(request.includes(`\r\nHost: 127.0.0.1:${server.port}\r\n`));
      assert(request.includes("\r\nConnection: close\r\n"));
    }
  });
}

Deno.test("a guest without a network that claims to have one sends requests in vain", async () => {
  await using server = inside();
  await using sandbox = await createSandbox({
    language: "python",
    isolation: "process",
  });
  const result = await sandbox.run(`
import sandglass_http
sandglass_http.configure(True)
sandglass_http.send("GET", "${server.url()}", [])`);
  assert(result.status === "error", Deno.inspect(result));
  assertEquals(result.error.message, "There is no network here");
  assertEquals(server.connections, 0);
});

controls.test("control: the private server answers the host's own requests", async () => {
  await using server = inside();
  // Deno's resolver does not resolve "localhost." with a dot.
  const reached = SPELLINGS.slice(0, 14).filter((one) => !one.includes("LOCAL"))
    .map((one) => one.replace("$PORT", String(server.port)));
  for (const url of reached) {
    const answer = await fetch(url, { redirect: "follow" });
    assertEquals(await answer.text(), SECRET, url);
  }
  assertEquals(server.connections, reached.length);
});
