import { assertEquals } from "@std/assert";
import type { RunResult } from "../../../core/result.ts";
import {
  asText,
  contentOfFile,
  runContent,
} from "../../../servers/mcp/content.ts";
import { okResult, resultOf } from "../../commands/_results.ts";

const ERROR = { name: "E", message: "m", traceback: "Traceback\nE: m" };

async function contentOf(
  result: RunResult,
  { files = {}, lost = false, minted = false }: {
    readonly files?: Readonly<Record<string, Uint8Array | string>>;
    readonly lost?: boolean;
    readonly minted?: boolean;
  } = {},
): Promise<readonly Record<string, unknown>[]> {
  return await runContent({
    result,
    session: "s",
    lost,
    minted,
    read: (path) => {
      const content = files[path];
      if (content === undefined) return Promise.reject(new Error(path));
      return Promise.resolve(
        typeof content === "string"
          ? new TextEncoder().encode(content)
          : content,
      );
    },
  });
}

async function textOf(
  result: RunResult,
  options: { readonly lost?: boolean; readonly minted?: boolean } = {},
): Promise<unknown> {
  return (await contentOf(result, options))[0]?.text;
}

Deno.test("runContent() describes how a run ended", async () => {
  const cases: readonly (readonly [RunResult, string])[] = [
    [okResult(), "[no output]"],
    [okResult({ repr: "42" }), "42"],
    [
      okResult({ stdout: "a\n", stderr: "b\n", repr: "c" }),
      "a\n[stderr]\nb\nc",
    ],
    [
      okResult({ stdout: "a", truncated: ["stdout"] }),
      "a\n[cut at its limit: stdout]",
    ],
    [resultOf({ status: "error", error: ERROR }), "Traceback\nE: m"],
    [
      resultOf({ status: "error", error: { ...ERROR, traceback: "" } }),
      "E: m",
    ],
    [
      resultOf({ status: "timeout", recoverable: true }),
      "[stopped: the time limit of the run passed after 0.0 s]",
    ],
    [resultOf({ status: "memory" }), "[stopped: the memory limit was reached]"],
    [resultOf({ status: "memory", error: ERROR }), "Traceback\nE: m"],
    [
      resultOf({ status: "cancelled", recoverable: true }),
      "[stopped: the run was cancelled]",
    ],
    [
      resultOf({ status: "crashed", reason: "exit" }),
      "[the interpreter died: exit]",
    ],
    [resultOf({ status: "output", stdout: "x" }), "x"],
    [okResult({ stdout: "\ud800" }), "\ufffd"],
  ];
  for (const [result, expected] of cases) {
    assertEquals(await textOf(result), expected);
  }
});

Deno.test("runContent() reports what happened to the session", async () => {
  assertEquals(
    await textOf(okResult(), { lost: true, minted: true }),
    "[the interpreter was ended: its variables are gone, and the files that only it had]",
  );
  assertEquals(
    await textOf(okResult(), { minted: true }),
    '[session: s; pass it as "session" to go on with these variables and files]',
  );
});

Deno.test("runContent() includes small files and pictures, and lists the rest", async () => {
  const png = new Uint8Array([0x89, 0x50]);
  const files: Readonly<Record<string, Uint8Array | string>> = {
    "a.txt": "text",
    "b.png": png,
    "c.bin": new Uint8Array([0xff]),
    "d.csv": "x".repeat(8_193),
    "e.jpg": new Uint8Array(2 ** 20 + 1),
    "gone.txt": "",
  };
  const listed = Object.entries(files).map(([path, { length: bytes }]) => ({
    path,
    bytes,
  }));
  const { "gone.txt": _, ...there } = files;
  const [, ...blocks] = await contentOf(
    okResult({ files: [{ path: "/data/over.txt", bytes: 1 }, ...listed] }),
    { files: there },
  );
  assertEquals(blocks, [
    {
      type: "resource",
      resource: {
        uri: "sandglass://s/a.txt",
        mimeType: "text/plain",
        text: "text",
      },
    },
    { type: "image", mimeType: "image/png", data: "iVA=" },
    {
      type: "resource",
      resource: {
        uri: "sandglass://s/c.bin",
        mimeType: "application/octet-stream",
        blob: "/w==",
      },
    },
    {
      type: "resource_link",
      uri: "sandglass://s/d.csv",
      name: "d.csv",
      size: 8_193,
      mimeType: "text/csv",
    },
    {
      type: "resource_link",
      uri: "sandglass://s/e.jpg",
      name: "e.jpg",
      size: 2 ** 20 + 1,
      mimeType: "image/jpeg",
    },
    {
      type: "resource_link",
      uri: "sandglass://s/gone.txt",
      name: "gone.txt",
      size: 0,
      mimeType: "text/plain",
    },
  ]);
});

Deno.test("runContent() includes at most a few MiB, of at most a few files", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `${index}.png`,
      new Uint8Array(2 ** 20),
    ]),
  );
  const [text, ...blocks] = await contentOf(
    okResult({
      files: Object.keys(files).map((path) => ({ path, bytes: 2 ** 20 })),
    }),
    { files },
  );
  assertEquals(blocks.map(({ type }) => type), [
    "image",
    "image",
    ...Array.from({ length: 30 }, () => "resource_link"),
  ]);
  assertEquals(String(text?.text).endsWith(" and 8 more]"), true);
});

Deno.test("runContent() includes the best form of a display", async () => {
  const [, ...blocks] = await contentOf(okResult({
    displays: [
      { "text/plain": "p", "image/png": new Uint8Array([1]) },
      { "image/svg+xml": "<svg/>", "text/plain": "p" },
      { "text/html": "<b>", "text/markdown": "**\ud800" },
      { "text/html": "<b>" },
      { "application/x": new Uint8Array([2]) },
    ],
  }));
  const uri = "sandglass:display";
  assertEquals(blocks, [
    { type: "image", mimeType: "image/png", data: "AQ==" },
    {
      type: "resource",
      resource: { uri, mimeType: "image/svg+xml", text: "<svg/>" },
    },
    { type: "text", text: "**\ufffd" },
    { type: "resource", resource: { uri, mimeType: "text/html", text: "<b>" } },
    {
      type: "resource",
      resource: { uri, mimeType: "application/x", blob: "Ag==" },
    },
  ]);
});

Deno.test("contentOfFile() and asText() treat UTF-8 as text", () => {
  assertEquals(asText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])), "\ufeffa");
  assertEquals(asText(new Uint8Array([0xc3])), undefined);
  assertEquals(
    contentOfFile("u", "a.svg", new TextEncoder().encode("<svg/>")),
    {
      type: "resource",
      resource: { uri: "u", mimeType: "image/svg+xml", text: "<svg/>" },
    },
  );
});
