import "../_ask_worker_options.ts";
import { assertEquals } from "@std/assert";
import { check, evaluate } from "./web_quickjs_cases.ts";

Deno.test("events, abort signals and DOMException behave as in Node", async () => {
  await check([
    [
      `(() => {
        const seen = [];
        const target = new EventTarget();
        target.addEventListener("a", (it) => seen.push(it.detail), { once: true });
        target.addEventListener("a", { handleEvent: (it) => it.preventDefault() });
        const went = target.dispatchEvent(new CustomEvent("a", { detail: 5, cancelable: true }));
        target.dispatchEvent(new Event("a"));
        return [seen, went];
      })()`,
      [[5], false],
    ],
    [
      `(() => {
        const controller = new AbortController();
        let seen;
        controller.signal.onabort = (it) => seen = it.type;
        const any = AbortSignal.any([controller.signal]);
        controller.abort();
        return [seen, any.aborted, any.reason.name, any.reason instanceof DOMException];
      })()`,
      ["abort", true, "AbortError", true],
    ],
    [
      `new Promise((done) =>
        AbortSignal.timeout(5).addEventListener("abort", function () {
          done(this.reason.name);
        }) || setTimeout(() => {}, 300))`,
      "TimeoutError",
    ],
    [`new DOMException("m", "AbortError").code`, 20],
    [`new AbortSignal()`, "TypeError: Illegal constructor"],
    [`Event("x")`, "TypeError: class constructors must be invoked with 'new'"],
  ]);
});

/** Code that uses bytes and streams, and its value. */
const BYTES: Parameters<typeof check>[0] = [
  [`new Blob(["añ", new Uint8Array([33])]).text()`, "añ!"],
  [`new Blob(["abcdef"]).slice(-3, -1).text()`, "de"],
  [`new File(["x"], "a.txt", { type: "Text/Plain" }).type`, "text/plain"],
  [
    `(() => {
        const form = new FormData();
        form.append("a", 1);
        form.append("f", new Blob(["x"]), "n.bin");
        return [form.get("a"), form.get("f").name, [...form.keys()].join()];
      })()`,
    ["1", "n.bin", "a,f"],
  ],
  [
    `(async () => {
        const upper = new TransformStream({
          transform: (chunk, out) => out.enqueue(chunk.toUpperCase()),
        });
        const all = [];
        for await (const chunk of ReadableStream.from(["a", "b", "c"]).pipeThrough(upper)) all.push(chunk);
        return all.join("");
      })()`,
    "ABC",
  ],
  [
    `(async () => {
        const seen = [];
        const writer = new WritableStream({ write: (it) => void seen.push(it), close: () => void seen.push("end") }).getWriter();
        await writer.write(1);
        await writer.close();
        return seen;
      })()`,
    [1, "end"],
  ],
  [
    `(async () => {
        const bytes = new TextEncoder().encode("€");
        const decoder = new TextDecoder();
        return decoder.decode(bytes.subarray(0, 1), { stream: true }) + "|" +
          decoder.decode(bytes.subarray(1));
      })()`,
    "|€",
  ],
  [
    `new TextDecoder("utf-16le").decode(new Uint8Array([0xff, 0xfe, 65, 0]))`,
    "A",
  ],
  [`new TextDecoder("latin1").decode(new Uint8Array([0x80, 0xe9]))`, "€é"],
  [
    `new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([0xff]))`,
    "TypeError: The encoded data was not valid for encoding utf-8",
  ],
  [
    `new TextEncoder().encodeInto("aé€", new Uint8Array(4))`,
    { read: 2, written: 3 },
  ],
  [
    `atob("*")`,
    "InvalidCharacterError: The string to be decoded is not correctly encoded.",
  ],
];

Deno.test("Blob, FormData, streams and text codecs behave as in Node", async () => {
  await check(BYTES);
});

Deno.test("crypto, structuredClone, performance and Atomics behave as in Node", async () => {
  const hex = "(it) => Buffer.from(it).toString('hex')";
  await check([
    [
      `crypto.subtle.digest("SHA-256", new TextEncoder().encode("abc")).then(${hex})`,
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    ],
    [
      `crypto.subtle.importKey("raw", new TextEncoder().encode("key"), { name: "HMAC", hash: "SHA-256" }, false, ["sign"])
        .then((key) => crypto.subtle.sign("HMAC", key, new TextEncoder().encode("m"))).then(${hex})`,
      "782906cfdc87462bf9242b96f17057c3389530ff937920823bf7a583f5d983a5",
    ],
    [
      `crypto.subtle.encrypt({ name: "AES-GCM" }, {}, new Uint8Array(1))`,
      "NotSupportedError: Cannot encrypt with AES-GCM as this sandbox has digest with SHA-1, SHA-256, SHA-384 and SHA-512, HMAC and PBKDF2 only",
    ],
    [`/^[\\da-f]{8}-[\\da-f]{4}-4/.test(crypto.randomUUID())`, true],
    [
      `(() => {
        const it = { a: new Map([[1, new Set([2])]]), d: new Date(0), e: new RangeError("q") };
        it.self = it;
        const copy = structuredClone(it);
        return [copy.self === copy, copy.a.get(1).has(2), copy.d.getTime(), copy.e instanceof RangeError];
      })()`,
      [true, true, 0, true],
    ],
    [
      `(() => {
        const buffer = new ArrayBuffer(8);
        const copy = structuredClone(new Uint8Array(buffer), { transfer: [buffer] });
        return [copy.length, buffer.byteLength];
      })()`,
      [8, 0],
    ],
    [
      `structuredClone({ f: () => 1 })`,
      "DataCloneError: () => 1 could not be cloned.",
    ],
    [
      `(() => {
        performance.mark("a");
        performance.mark("b");
        const { name, duration } = performance.measure("m", "a", "b");
        return [name, duration >= 0, performance.getEntriesByType("mark").length];
      })()`,
      ["m", true, 2],
    ],
    [
      `(() => {
        const array = new Int32Array(2);
        return [Atomics.add(array, 0, 5), Atomics.load(array, 0), Atomics.compareExchange(array, 0, 5, 7), array[0]];
      })()`,
      [0, 5, 5, 7],
    ],
  ]);
});

Deno.test("what the web has and the sandbox does not says so", async () => {
  const values = await evaluate([
    `new WebSocket("ws://x")`,
    `new Worker("x.js")`,
    `localStorage.getItem("x")`,
    `fetch("http://x")`,
    `new XMLHttpRequest()`,
    `document.title`,
    `new ReadableStream().getReader({ mode: "byob" })`,
    `URL.createObjectURL(new Blob([]))`,
  ]);
  for (const value of values) {
    assertEquals(`${value}`.includes("this sandbox"), true, `${value}`);
  }
});

Deno.test("globals of the web are no properties that a loop finds, and data once they are used", async () => {
  await check([
    [`Object.keys(globalThis).includes("URL")`, false],
    [
      `(URL, Object.keys(Object.getOwnPropertyDescriptor(globalThis, "URL")).join())`,
      "value,writable,enumerable,configurable",
    ],
    [`(globalThis.URL = 5, URL)`, 5],
  ]);
});

Deno.test("functions of the sandbox show no source, and those of the guest do", async () => {
  const native = (name: string) => `function ${name}() {\n    [native code]\n}`;
  await check([
    [`URL.toString()`, native("URL")],
    [`console.log.toString()`, native("log")],
    [`String(Number.prototype.toLocaleString)`, native("toLocaleString")],
    [`Function.prototype.toString.call(setTimeout)`, native("setTimeout")],
    [`String(Math.max)`, native("max")],
    [`String((a) => a + 1)`, "(a) => a + 1"],
    [`String(class A { b() {} })`, "class A { b() {} }"],
    [`Function.prototype.toString.call({})`, "TypeError: not a function"],
    [`Function.prototype.toString.name`, "toString"],
    [
      `[Math.random.name, "prototype" in Math.random, queueMicrotask.name].join()`,
      "random,false,queueMicrotask",
    ],
  ]);
});

Deno.test("Request and Response read bodies of every kind, with their types", async () => {
  await check([
    [
      "(async () => { const r = new Response(new URLSearchParams('a=1')); return [r.headers.get('content-type'), [...await r.clone().formData()], await r.text()]; })()",
      ["application/x-www-form-urlencoded;charset=UTF-8", [["a", "1"]], "a=1"],
    ],
    [
      "(async () => { const f = new FormData(); f.append('x', 'é'); f.append('g', new Blob(['z'])); const back = await new Request('http://x/', { method: 'POST', body: f }).formData(); return [back.get('x'), back.get('g').name, back.get('g').type, await back.get('g').text()]; })()",
      ["é", "blob", "application/octet-stream", "z"],
    ],
    [
      "(async () => { const b = await new Response(new Blob(['hi'], { type: 'a/b' })).blob(); return [b.type, await b.text()]; })()",
      ["a/b", "hi"],
    ],
    [
      "new Response('x').headers.get('content-type')",
      "text/plain;charset=UTF-8",
    ],
    [
      "new Response('hé').body.pipeThrough(new TextDecoderStream()).getReader().read().then((it) => it.value)",
      "hé",
    ],
    [
      "(async () => { const r = new Response(new Blob(['ab']).stream()); const copy = r.clone(); return [r.body instanceof ReadableStream, await r.text(), await copy.text(), r.bodyUsed]; })()",
      [true, "ab", "ab", true],
    ],
    [
      "new Response(ReadableStream.from(['no'])).text()",
      "TypeError: Cannot read the body as the chunks of its stream must be Uint8Array: current value is string",
    ],
    [
      "new Response((async function* () { yield new Uint8Array([65]); })()).text()",
      "A",
    ],
    [
      "(async () => { const r = Response.json({ a: 1 }, { status: 201 }); return [r.status, r.headers.get('content-type'), await r.json()]; })()",
      [201, "application/json", { a: 1 }],
    ],
    [
      "(async () => { const r = new Response('x'); r.body.getReader(); return await r.text(); })()",
      "TypeError: The body was read already",
    ],
    [
      "new Response('x').formData().catch((error) => error.name)",
      "TypeError",
    ],
  ]);
});
