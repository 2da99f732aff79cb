import { assert, assertEquals, assertRejects } from "@std/assert";
import { SandboxError } from "../../core/errors.ts";
import { resolveLimits } from "../../core/limits.ts";
import type {
  GuestFileRequest,
  GuestFileResponse,
} from "../../core/protocol.ts";
import { GuestFileClient } from "../../sandbox/guest_file_client.ts";

const LIMITS = resolveLimits("python", { fileBytes: 1_000, maxFiles: 5 });

type Answers = (
  request: GuestFileRequest,
) => Partial<GuestFileResponse> | undefined;

/** Files whose worker answers as a test wants; nothing is no answer. */
function filesOf(answers: Answers): {
  files: GuestFileClient;
  given: { up: number; ended: number };
} {
  const given = { up: 0, ended: 0 };
  const files: GuestFileClient = new GuestFileClient({
    limits: LIMITS,
    mounts: [],
    post(message): void {
      if (message.type !== "fileRequest") return;
      const answer = answers(message.request);
      if (answer === undefined) return;
      files.take({
        id: message.id,
        error: undefined,
        data: undefined,
        bytes: undefined,
        entries: undefined,
        next: undefined,
        ...answer,
      });
    },
    begin: () => {},
    end: () => void given.ended++,
    giveUp(): void {
      given.up++;
      files.lose();
    },
  });
  return { files, given };
}

async function assertCode(
  code: string,
  act: () => Promise<unknown>,
): Promise<void> {
  assertEquals((await assertRejects(act, SandboxError)).code, code);
}

Deno.test("GuestFileClient.read() puts pieces together", async () => {
  const pieces = ["YWJj", "ZGVm", "Z2g="];
  const { files, given } = filesOf(() => ({
    data: pieces.shift() ?? "",
    bytes: 8,
  }));
  assertEquals(await files.readText("a"), "abcdefgh");
  assertEquals(given, { up: 0, ended: 1 });
});

Deno.test("threat: an answer that is longer than the file it claims", async () => {
  const { files } = filesOf(() => ({ data: "YWJjZGVm", bytes: 2 }));
  assertEquals(await files.readText("a"), "ab");
});

Deno.test("threat: a file that claims to be larger than files may be", async () => {
  const { files } = filesOf(() => ({ data: "YWJj", bytes: 2 ** 50 }));
  await assertCode("FILE_REFUSED", () => files.read("a"));
});

Deno.test("threat: an endless file", async () => {
  let asked = 0;
  const { files } = filesOf(() => ({
    data: asked++ === 0 ? "YWJj" : "",
    bytes: 900,
  }));
  assertEquals(await files.readText("a"), "abc");
  assertEquals(asked, 2);
});

Deno.test("threat: content that is no base64, and errors that do not exist", async () => {
  const { files } = filesOf(() => ({ data: "\u0000!", bytes: 2 }));
  await assertCode("FILE_REFUSED", () => files.read("a"));
  for (const error of ["__proto__", "constructor", "", "x".repeat(1_000)]) {
    const forged = filesOf(() => ({ error }));
    const { message } = await assertRejects(
      () => forged.files.read("a"),
      SandboxError,
    );
    assertEquals(
      message,
      'Cannot read "a" as the guest\'s file system failed',
    );
  }
});

Deno.test("threat: a list without an end", async () => {
  let asked = 0;
  const endless = filesOf(() => ({
    entries: [[`f${asked}`, 1]],
    next: ++asked,
  }));
  assertEquals((await endless.files.list()).length, LIMITS.maxFiles);
  asked = 0;
  const standing = filesOf(() => (asked++, { entries: [], next: 0 }));
  assertEquals(await standing.files.list(), []);
  assertEquals(asked, 1);
});

Deno.test("threat: an unexpected response", async () => {
  const { files } = filesOf(() => ({ data: "YWJj", bytes: 3 }));
  const forged = {
    id: 1,
    error: undefined,
    data: "eHh4",
    bytes: 3,
    entries: undefined,
    next: undefined,
  };
  // Before anything was asked, and after it was answered.
  assertEquals(files.take(forged), false);
  assertEquals(await files.readText("a"), "abc");
  assertEquals(files.take(forged), false);
  assertEquals(await files.readText("a"), "abc");
});

Deno.test("threat: a worker that does not answer", async () => {
  const { files, given } = filesOf(() => undefined);
  await assertRejects(
    () => files.changes({ withinMs: 1, withContent: false }),
    SandboxError,
  );
  assertEquals(given.up, 1);
  assert(!files.pending);
});

Deno.test("GuestFileClient.changes() gives content as far as there is room", async () => {
  const sizes: Record<string, number> = { a: 600, b: 600, c: 300 };
  const { files } = filesOf((request) =>
    request.op === "changes"
      ? { entries: Object.entries(sizes) }
      : request.op === "read"
      ? {
        data: new Uint8Array(sizes[request.path] ?? 0).toBase64(),
        bytes: sizes[request.path] ?? 0,
      }
      : {}
  );
  const changed = await files.changes({ withinMs: 9_000, withContent: true });
  assertEquals(
    changed.map(({ path, bytes, content }) => [path, bytes, content?.length]),
    [["a", 600, 600], ["b", 600, undefined], ["c", 300, 300]],
  );
});

Deno.test("threat: a changed file that grew since it was named", async () => {
  const { files } = filesOf((request) =>
    request.op === "changes"
      ? { entries: [["a", 1], ["b", 1]] }
      : { data: new Uint8Array(900).toBase64(), bytes: 900 }
  );
  const changed = await files.changes({ withinMs: 9_000, withContent: true });
  assertEquals(changed.map(({ content }) => content?.length), [900, undefined]);
});

Deno.test("GuestFileClient asks nothing of a guest that went between two pieces", async () => {
  const { files, given } = filesOf((request) => {
    if (request.op !== "changes") return { data: "", bytes: 1 };
    // The response has arrived, but was not handled yet.
    queueMicrotask(() => files.lose());
    return { entries: [["a", 1]] };
  });
  await assertCode(
    "SANDBOX_CLOSED",
    () => files.changes({ withinMs: 5_000, withContent: true }),
  );
  await assertCode("SANDBOX_CLOSED", () => files.read("a"));
  assertEquals(given.up, 0);
});

Deno.test("GuestFileClient.write() leaves no part of a file that was too large", async () => {
  const asked: string[] = [];
  const { files } = filesOf(({ op }) => {
    asked.push(op);
    return op === "write" ? { error: "ENOSPC" } : {};
  });
  await assertCode("FILE_REFUSED", () => files.write("a", "1"));
  assertEquals(asked, ["write", "remove"]);
});

Deno.test("GuestFileClient.write() removes nothing that was in its way", async () => {
  const asked: string[] = [];
  const { files } = filesOf(({ op }) => {
    asked.push(op);
    return { error: "EISDIR" };
  });
  await assertCode("FILE_REFUSED", () => files.write("a", "1"));
  assertEquals(asked, ["write"]);
});
