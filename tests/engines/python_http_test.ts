import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox } from "../../mod.ts";
import { RawServer } from "../_raw_server.ts";

/**
 * The relevant parts of urllib3: on Emscripten it imports a module of its own that needs a browser, and its connections
 * are those of http.client with a `connect` that opens a socket.
 */
const URLLIB3 = `
import os, sys
files = {
    "urllib3/__init__.py": """
import sys
if sys.platform == "emscripten":
    from .contrib.emscripten import inject_into_urllib3
    inject_into_urllib3()
""",
    "urllib3/connection.py": """
import http.client
import socket
class HTTPConnection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.create_connection((self.host, self.port), self.timeout)
class HTTPSConnection(HTTPConnection, http.client.HTTPSConnection):
    pass
""",
    "urllib3/contrib/__init__.py": "",
    "urllib3/contrib/emscripten/__init__.py": "import js",
}
for name, text in files.items():
    os.makedirs(os.path.dirname("lib/" + name), exist_ok=True)
    with open("lib/" + name, "w") as file:
        file.write(text)
sys.path.insert(0, "lib")
import urllib3.connection
def get(url):
    connection = urllib3.connection.HTTPConnection(url.split("/")[2])
    connection.request("GET", "/urllib3")
    return connection.getresponse().read().decode()
seen = get(URL)[:12]
seen`;

const CASES: Readonly<Record<string, readonly [code: string, value: unknown]>> =
  {
    "urllib3": [URLLIB3, "GET /urllib3"],
    "http.client, one request after another and a body in chunks": [
      `
import http.client
connection = http.client.HTTPConnection(URL.split("/")[2])
connection.request("POST", "/one", body=iter([b"a" * 10, b"b"]), headers={"A": "b"})
one = connection.getresponse().read().decode()
connection.request("GET", "/two")
two = connection.getresponse()
seen = [one.split("\\r\\n")[0], one.split("\\r\\n\\r\\n")[1], two.getheader("x-seen"), two.read(9).decode()]
seen`,
      ["POST /one HTTP/1.1", "a".repeat(10) + "b", "yes", "GET /two "],
    ],
    "urllib.request with an opener, a redirect and no redirect": [
      `
import urllib.error, urllib.request
class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None
seen = [urllib.request.urlopen(URL + "away").url.removeprefix(URL)]
try:
    urllib.request.build_opener(Stay).open(URL + "away")
except urllib.error.HTTPError as error:
    seen.append(error.code)
seen`,
      ["there", 302],
    ],
    "urllib.request with too long a body, and a time limit": [
      `
import urllib.error, urllib.request
seen = []
for arguments in ({"data": b"x" * 1001}, {"timeout": 0.02}):
    try:
        urllib.request.urlopen(URL + ("x" if "data" in arguments else "never"), **arguments)
    except urllib.error.URLError as error:
        seen.append([type(error.reason).__name__, str(error.reason)])
seen`,
      [
        ["OSError", "The body of a request may have at most 1000 bytes"],
        ["TimeoutError", "The request took longer than 20 ms"],
      ],
    ],
    "pyodide.http": [
      `
from pyodide.http import FetchResponse, HttpStatusError, open_url, pyfetch, pyxhr
answer = await pyfetch(URL + "x", method="post", body="text", headers={"A": "b"})
text = await answer.string()
missing = await pyfetch(URL + "404")
try:
    missing.raise_for_status()
except HttpStatusError as error:
    status = error.status
seen = [
    isinstance(answer, FetchResponse), answer.ok, answer.status, answer.status_text, answer.headers["x-seen"],
    text.split(" ")[0], text.endswith("\\r\\n\\r\\ntext"), status,
    open_url(URL + "open").read()[:9], pyxhr.get(URL + "xhr", params={"a": "b"}).text[:12],
    (await (await pyfetch(URL + "json")).json()),
]
seen`,
      // deno-fmt-ignore
      [true, true, 200, "OK", "yes", "POST", true, 404, "GET /open", "GET /xhr?a=b", { a: 1 }],
    ],
  };

Deno.test("Python's HTTP clients use the host's network", async (t) => {
  await using server = new RawServer(async (write, request) => {
    const [, path = ""] = request.split(" ");
    if (path === "/never") {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        await write("H");
      }
    }
    const status = path === "/404"
      ? "404 Not Found"
      : path === "/away"
      ? "302 Found\r\nLocation: /there"
      : "200 OK";
    const body = path === "/json" ? '{"a": 1}' : request;
    await write(`HTTP/1.1 ${status}\r\nX-Seen: yes\r\n\r\n${body}`);
  });
  await using sandbox = await createSandbox({
    language: "python",
    isolation: "process",
    network: { allow: [`127.0.0.1:${server.port}`], maxRequestBytes: 1_000 },
  });
  for (const [name, [code, value]] of Object.entries(CASES)) {
    await t.step({
      name,
      sanitizeOps: false,
      sanitizeResources: false,
      async fn(): Promise<void> {
        const result = await sandbox.run(
          `URL = ${JSON.stringify(server.url())}\n${code}`,
        );
        assert(result.status === "ok", Deno.inspect(result));
        assertEquals(result.value, value);
      },
    });
  }
});
