import "../_ask_worker_options.ts";
import { assert, assertEquals } from "@std/assert";
import { createSandbox, type Sandbox } from "../../mod.ts";
import { endless, RawServer } from "../_raw_server.ts";

const OK = "HTTP/1.1 200 OK\r\n";

function newServer(): RawServer {
  return new RawServer(async (write, request) => {
    if (request.startsWith("GET /endless")) {
      await endless(`${OK}\r\n`, "x".repeat(1_000))(write, request);
    } else if (request.startsWith("GET /never")) {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        await write("H");
      }
    } else {
      await write(
        `${OK}Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-List: 1\r\nX-List: 2\r\n\r\n${request}`,
      );
    }
  });
}

async function valueOf(sandbox: Sandbox, code: string): Promise<unknown> {
  const result = await sandbox.run(code);
  assert(result.status === "ok", Deno.inspect(result));
  return result.value;
}

/** Code that fetches, and its value. */
const FETCHES: Readonly<
  Record<string, readonly [code: string, value: unknown]>
> = {
  "reads headers": [
    `const { headers } = await fetch(process.env.URL);
         [headers.get("X-LIST"), headers.getSetCookie(), headers.has("nope"), [...headers.keys()]]`,
    ["1, 2", ["a=1", "b=2"], false, ["set-cookie", "set-cookie", "x-list"]],
  ],
  "sends bytes, views and text": [
    `const send = async (body) => {
           const text = await (await fetch(process.env.URL, { method: "POST", body })).text();
           return [/content-type: (.*)\\r/i.exec(text)?.[1] ?? null, text.split("\\r\\n\\r\\n")[1]];
         };
         const bytes = new TextEncoder().encode("abcd");
         [await send("text"), await send(bytes), await send(bytes.subarray(1, 3)), await send(bytes.buffer)]`,
    [
      ["text/plain;charset=UTF-8", "text"],
      [null, "abcd"],
      [null, "bc"],
      [null, "abcd"],
    ],
  ],
  "sends parameters, blobs, forms and streams with their types": [
    `const send = async (body) => {
           const text = await (await fetch(process.env.URL, { method: "POST", body, duplex: "half" })).text();
           const type = /content-type: (.*)\\r/i.exec(text)?.[1] ?? null;
           const boundary = /boundary=(.*)/.exec(type)?.[1];
           const sent = text.slice(text.indexOf("\\r\\n\\r\\n") + 4);
           return [type, sent].map((one) => boundary ? one?.replaceAll(boundary, "B") : one);
         };
         const form = new FormData();
         form.append("a", "1\\n2");
         form.append("f", new File(["abc"], 'x"y.txt', { type: "text/plain" }));
         const stream = new Blob(["streamed"]).stream();
         [
           await send(new URLSearchParams({ a: "1 2", b: "ü" })),
           await send(new Blob(["css"], { type: "text/css" })),
           await send(new Blob(["none"])),
           await send(form),
           await send(stream),
           await fetch(process.env.URL, { method: "POST", body: new Blob(["a"]).stream() }).catch((error) => error.message),
         ]`,
    [
      ["application/x-www-form-urlencoded;charset=UTF-8", "a=1+2&b=%C3%BC"],
      ["text/css", "css"],
      [null, "none"],
      [
        "multipart/form-data; boundary=B",
        '--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n2\r\n' +
        '--B\r\nContent-Disposition: form-data; name="f"; filename="x%22y.txt"\r\n' +
        "Content-Type: text/plain\r\n\r\nabc\r\n--B--\r\n",
      ],
      [null, "streamed"],
      'Cannot send a stream as the option duplex must be "half": current value is undefined',
    ],
  ],
  "takes a Request": [
    `const request = new Request(process.env.URL, { method: "post", body: "1", headers: [["A", "b"]] });
         const text = await (await fetch(request, { method: "PUT" })).text();
         [request.method, text.split(" ")[0], /\\r\\nA: b\\r/i.test(text), text.endsWith("\\r\\n\\r\\n1")]`,
    ["POST", "PUT", true, true],
  ],
  "reads a body once": [
    `const answer = await fetch(process.env.URL);
         const first = (await answer.bytes()).length > 0;
         [first, answer.bodyUsed, await answer.text().then(() => "twice", (error) => error.name)]`,
    [true, true, "TypeError"],
  ],
  "hands a body over in pieces": [
    `let bytes = 0;
         for await (const piece of (await fetch(process.env.URL.replace("/x", "/endless"))).body) {
           bytes += piece.length;
           if (bytes > 1_000_000) break;
         }
         const reader = (await fetch(process.env.URL)).body.getReader();
         const { done, value } = await reader.read();
         [bytes > 1_000_000, done, value.length > 0]`,
    [true, false, true],
  ],
  "makes a Response": [
    `const made = new Response('{"a":1}', { status: 201, headers: { A: "b" } });
         [made.ok, made.status, made.headers.get("a"), await made.json()]`,
    [true, 201, "b", { a: 1 }],
  ],
  "is aborted": [
    `const controller = new AbortController();
         const heard = [];
         controller.signal.addEventListener("abort", () => heard.push("abort"));
         const pending = fetch(process.env.URL.replace("/x", "/never"), { signal: controller.signal });
         setTimeout(() => controller.abort(), 20);
         const name = await pending.catch((error) => error.name);
         [name, heard, await fetch(process.env.URL, { signal: AbortSignal.abort("why") }).catch((it) => it)]`,
    ["AbortError", ["abort"], "why"],
  ],
  "times out": [
    `await fetch(process.env.URL.replace("/x", "/never"), { signal: AbortSignal.timeout(30) })
           .catch((error) => error.name)`,
    "TimeoutError",
  ],
  "refuses what is too long, and what is no request": [
    `const tries = [
           () => fetch(process.env.URL, { method: "POST", body: "x".repeat(1_001) }),
           () => fetch(process.env.URL, { body: "x" }),
           () => fetch(process.env.URL, { headers: { "a b": "c" } }),
           () => fetch(process.env.URL, { headers: { a: "b\\nc" } }),
           () => fetch(process.env.URL, { redirect: "sometimes" }),
           () => fetch("/relative"),
           () => fetch(),
         ];
         await Promise.all(tries.map((one) => one().then(() => "ok", (error) => error.name)))`,
    Array(7).fill("TypeError"),
  ],
  "keeps to what it was when the guest has changed everything": [
    `globalThis.Headers = globalThis.Promise.prototype.then = JSON.stringify = undefined;
         (await fetch(process.env.URL)).status`,
    200,
  ],
};

Deno.test("fetch() in a guest works as the standard says", async (t) => {
  await using server = newServer();
  await using sandbox = await createSandbox({
    language: "javascript",
    isolation: "thread",
    network: {
      allow: [`127.0.0.1:${server.port}`],
      maxRequestBytes: 1_000,
    },
    env: { URL: server.url("/x") },
  });
  for (const [name, [code, value]] of Object.entries(FETCHES)) {
    await t.step({
      name,
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async () =>
        assertEquals(await valueOf(sandbox, `{ ${code} }`), value),
    });
  }
});

Deno.test("a run whose onRequest throws rejects with that error", async () => {
  await using server = newServer();
  for (const path of ["/x", "/endless"]) {
    // A cancelled sandbox may be closed.
    await using sandbox = await createSandbox({
      language: "javascript",
      isolation: "thread",
      network: { allow: [`127.0.0.1:${server.port}`] },
    });
    const mistake = new Error("mine");
    const cancelling = new AbortController();
    const run = sandbox.run(
      `const answer = await fetch("${server.url(path)}");
       console.log("answered");
       await answer.text();`,
      {
        // A mistake during a body that never ends is reported when the run is over.
        signal: path === "/x"
          ? new AbortController().signal
          : cancelling.signal,
        onRequest: () => {
          throw mistake;
        },
        onStdout: () => cancelling.abort(),
      },
    );
    const ended = await run.then(() => undefined, (error) => error);
    assertEquals(ended, mistake);
  }
});

Deno.test("fetch() that fails says where the guest called it", async () => {
  await using sandbox = await createSandbox({
    language: "javascript",
    isolation: "thread",
    network: { allow: ["a.invalid"] },
  });
  const code =
    "async function load(url) {\n  return await fetch(url, { method: 'POST', body: '1' });\n}\n\nawait load";
  for (const url of ["http://b.invalid/", "/relative"]) {
    const result = await sandbox.run(`${code}("${url}")`);
    assert(result.status === "error", Deno.inspect(result));
    assertEquals(result.error.line, 2);
    assertEquals(
      result.error.traceback.match(/(?<=main(?:-2)?\.js:)\d+/g),
      ["2", "2", "5"],
    );
  }
});
