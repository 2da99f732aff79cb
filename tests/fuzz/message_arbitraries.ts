/**
 * One arbitrary for each type of message; a new type does not compile until it has one.
 *
 * @module
 */
import fc from "fast-check";
import { CODE_KINDS } from "../../core/languages.ts";
import {
  type FromGuest,
  type Outcome,
  SERVICES,
  type ToGuest,
} from "../../core/protocol.ts";
import type {
  ChildCommand,
  ChildReport,
} from "../../sandbox/process/child_protocol.ts";

const count = fc.maxSafeNat();
const text = fc.string({ unit: "binary", maxLength: 50 });
const bytes = fc.integer({ min: 0, max: 2 ** 28 });

/** Messages of a supervisor to a worker. */
const TO_GUEST = {
  open: fc.record({
    type: fc.constant("open"),
    memoryBytes: bytes,
    stackBytes: bytes,
    isolation: fc.constantFrom("process", "thread"),
    entropy: fc.array(fc.nat({ max: 0xffff_ffff }), {
      minLength: 4,
      maxLength: 4,
    }),
    seeded: fc.boolean(),
    env: fc.dictionary(text, text, { maxKeys: 5 }),
    args: fc.array(text, { maxLength: 5 }),
    grants: fc.record({
      functions: fc.array(text, { maxLength: 3 }),
      mounts: fc.array(
        fc.record({ path: text, writable: fc.boolean() }),
        { maxLength: 3 },
      ),
      network: fc.boolean(),
    }),
    valueBytes: bytes,
    fileBytes: bytes,
    maxFiles: count,
    callBytes: bytes,
  }),
  rehearse: fc.constant({ type: "rehearse" }),
  run: fc.record({
    type: fc.constant("run"),
    run: count,
    language: fc.constantFrom("python", "javascript", "typescript"),
    code: text,
    filename: text,
    kind: fc.constantFrom(...CODE_KINDS),
    named: fc.boolean(),
    outputBytes: bytes,
    displayBytes: bytes,
    valueBytes: bytes,
    repr: fc.boolean(),
    echo: fc.constantFrom("display", "prompt", "none"),
  }),
  response: fc.record({
    type: fc.constant("response"),
    id: count,
    value: fc.option(text),
    text: fc.boolean(),
    error: fc.record({ name: text, message: text }),
  }, { requiredKeys: ["type", "id", "value"] }),
  wake: fc.constant({ type: "wake" }),
  fileRequest: fc.record({
    type: fc.constant("fileRequest"),
    id: count,
    request: fc.oneof(
      fc.record({
        op: fc.constant("read"),
        path: text,
        offset: count,
        length: count,
      }),
      fc.record({ op: fc.constant("write"), path: text, offset: count }),
      fc.record({ op: fc.constant("list"), path: text, from: count }),
      fc.record({ op: fc.constant("changes"), from: count }),
      fc.record({ op: fc.constant("remove"), path: text }),
    ),
  }),
  close: fc.constant({ type: "close" }),
  exit: fc.constant({ type: "exit" }),
} satisfies {
  readonly [Type in ToGuest["type"]]: fc.Arbitrary<
    Extract<ToGuest, { type: Type }>
  >;
};

/** Any message to a worker. */
export const toGuest: fc.Arbitrary<ToGuest> = fc.oneof(
  ...Object.values<fc.Arbitrary<ToGuest>>(TO_GUEST),
);

/** A message of a worker, as it is written and as the parser has to read it. */
export interface Said {
  readonly sent: Readonly<Record<string, unknown>>;
  readonly read: FromGuest;
}

const outcome: fc.Arbitrary<Outcome> = fc.record({
  run: count,
  status: fc.constantFrom("ok", "error", "memory", "interrupted", "crashed"),
  value: fc.option(text, { nil: undefined }),
  repr: fc.option(text, { nil: undefined }),
  tooLarge: fc.boolean(),
  error: fc.option(
    fc.record({
      name: text,
      message: text,
      traceback: text,
      line: count,
      column: count,
      exitCode: fc.integer(),
    }, { requiredKeys: ["name", "message", "traceback"] }),
    { nil: undefined },
  ),
  reason: fc.option(text, { nil: undefined }),
  cut: fc.subarray(["stdout", "stderr", "value", "displays"]),
  broken: fc.boolean(),
  restored: fc.boolean(),
  changed: fc.boolean(),
  cpuMs: fc.option(amount(), { nil: undefined }),
  memoryBytes: fc.option(amount(), { nil: undefined }),
});

/** Messages of a worker, by type. */
export const FROM_GUEST = {
  loaded: bare("loaded"),
  ready: bare("ready"),
  closed: bare("closed"),
  opened: bare("opened"),
  failed: same(fc.record({ type: fc.constant("failed"), reason: text })),
  output: same(fc.record({
    type: fc.constant("output"),
    run: count,
    fd: fc.constantFrom(1, 2),
    text,
  })),
  display: fc.record({
    run: count,
    display: fc.dictionary(
      fc.stringMatching(/^[\w.+-]{1,20}\/[\w.+-]{1,20}$/),
      fc.oneof(text, fc.uint8Array({ maxLength: 20 })),
      { minKeys: 1, maxKeys: 20 },
    ),
  }).map(({ run, display }): Said => ({
    sent: { type: "display", run, data: toWire(display) },
    read: { type: "display", run, display },
  })),
  request: fc.record({
    run: count,
    id: count,
    service: fc.constantFrom(...SERVICES),
    body: text,
    data: fc.option(fc.base64String(), { nil: undefined }),
  }).map((request) => ({
    sent: { type: "request", ...request },
    read: { type: "request", request },
  })),
  fileResponse: fc.record({
    id: count,
    error: fc.option(text, { nil: undefined }),
    data: fc.option(fc.base64String(), { nil: undefined }),
    bytes: fc.option(count, { nil: undefined }),
    entries: fc.option(fc.array(fc.tuple(text, count)), { nil: undefined }),
    next: fc.option(count, { nil: undefined }),
  }).map((response) => ({
    sent: { type: "fileResponse", ...response },
    read: { type: "fileResponse", response },
  })),
  done: outcome.map((one) => ({
    sent: { type: "done", ...one },
    read: { type: "done", outcome: one },
  })),
} satisfies { readonly [Type in FromGuest["type"]]: fc.Arbitrary<Said> };

/** Any message of a worker. */
export const fromGuest: fc.Arbitrary<Said> = fc.oneof(
  ...Object.values<fc.Arbitrary<Said>>(FROM_GUEST),
);

/** Commands of the host to its child process. */
export const CHILD_COMMANDS = {
  init: fc.record({
    type: fc.constant("init"),
    token: fc.uint8Array({ minLength: 16, maxLength: 16 })
      .map((token) => Uint8Array.from(token).toHex()),
    mailboxBytes: bytes,
    maxMessageChars: bytes,
    memoryBytes: bytes,
    hasSnapshot: fc.boolean(),
    guestBytes: fc.nat(),
    polls: fc.boolean(),
    sources: fc.dictionary(fc.string(), fc.string()),
  }),
  snapshot: fc.record({
    type: fc.constant("snapshot"),
    path: fc.string(),
    key: fc.string(),
  }),
  post: fc.record({ type: fc.constant("post"), message: toGuest }),
  interrupt: fc.record({ type: fc.constant("interrupt"), force: fc.boolean() }),
} satisfies {
  readonly [Type in ChildCommand["type"]]: fc.Arbitrary<
    Extract<ChildCommand, { type: Type }>
  >;
};

/** Reports of a child process. */
export const CHILD_REPORTS = {
  sample: fc.record({
    type: fc.constant("sample"),
    cpuMs: amount(),
    memoryBytes: count,
  }),
  lost: fc.record({
    type: fc.constant("lost"),
    kind: fc.constantFrom("memory", "crashed"),
    reason: text,
  }),
} satisfies {
  readonly [Type in ChildReport["type"]]: fc.Arbitrary<
    Extract<ChildReport, { type: Type }>
  >;
};

function amount(): fc.Arbitrary<number> {
  // JSON has no negative zero.
  return fc.double({ min: 0, max: 1e15, noNaN: true }).map((one) => one + 0);
}

function toWire(
  display: Readonly<Record<string, string | Uint8Array>>,
): Readonly<Record<string, unknown>> {
  const forms = Object.entries(display).map(([mime, content]) =>
    [
      mime,
      typeof content === "string" ? content : { base64: content.toBase64() },
    ] as const
  );
  return Object.fromEntries(forms);
}

function bare(
  type: "loaded" | "ready" | "closed" | "opened",
): fc.Arbitrary<Said> {
  return fc.constant({ sent: { type }, read: { type } });
}

function same<T extends FromGuest>(
  message: fc.Arbitrary<T>,
): fc.Arbitrary<Said> {
  return message.map((one) => ({ sent: { ...one }, read: one }));
}
