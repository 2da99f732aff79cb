/**
 * What a worker says that a guest has taken over.
 *
 * @module
 */
import type { Isolation, RunStatus } from "../../mod.ts";

/** A mebibyte. */
export const MiB = 2 ** 20;

/** What an attacker's worker sends, and how its run may end. */
export interface Speech {
  readonly name: string;
  /** JavaScript in place of the engine; see `Hostile`. */
  readonly run: string;
  /** The isolation in which it can be sent; both if absent. */
  readonly isolation?: Isolation;
}

/** Invalid messages: they are ignored, and the run ends with the valid message after them. */
export const NONSENSE: readonly Speech[] = [
  ...["null", "5", "[]", '""', '"done"', "{}", "", "\\0", "\\ud800", "{", "[[["]
    .map((word) => ({
      name: `the message ${word}`,
      run: `await tell('${word}'); done();`,
    })),
  {
    name: "JSON that nests 100 000 deep",
    run: "await tell('['.repeat(1e5) + ']'.repeat(1e5)); done();",
  },
  {
    name: "unknown types",
    run:
      'for (const type of ["toString", "__proto__", "constructor", "exit", "run", null, 5, ["done"]]) await tell({ type, run }); done();',
  },
  {
    name: "the messages of a start",
    run:
      "await ready(); await opened(); await tell({ type: 'loaded' }); done();",
  },
  {
    name: "ends of other runs",
    run:
      'for (const other of [0, run + 1, -1, run + 0.5, 1e308, null, "1", [1]]) await tell({ type: "done", run: other, status: "ok", value: \'"forged"\' }); done();',
  },
  {
    name: "output of other runs",
    run:
      'for (const other of [0, run + 1, -1, null, "1"]) await tell({ type: "output", run: other, fd: 1, text: "forged" }); done();',
  },
  {
    name: "invalid output",
    run:
      'for (const fd of [0, 3, -1, "1", null]) await tell({ type: "output", run, fd, text: "forged" }); for (const text of [5, null, ["x"], { length: 5 }]) await tell({ type: "output", run, fd: 1, text }); done();',
  },
  {
    name: "requests for input of other runs",
    run: 'for (const other of [0, run + 1, "1"]) await ask(other); done();',
  },
  {
    name: "ends with an invalid status",
    run:
      'for (const status of ["timeout", "cancelled", "output", "", null, 5, "__proto__"]) await tell({ type: "done", run, status }); done();',
  },
  {
    name: "an end with keys that pollute prototypes",
    run:
      'await tell(`{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "type": "request", "run": 0, "id": 1, "service": "stdin", "body": ""}`); done({ polluted: 1 });',
  },
  {
    name: "a message over the limit of length",
    isolation: "process",
    run: 'await tell("x".repeat(2e6)); done();',
  },
];

interface Spoilt extends Speech {
  readonly ends: readonly RunStatus[];
}

const FORGED_END =
  '{"type":"done","run":1,"status":"ok","value":"\\\\"forged\\\\""}';

/** Attacks that only a whole child process can make: they write to the pipe outside its own frames. */
const PIPES: readonly Omit<Spoilt, "isolation">[] = [
  {
    name: "a frame without a token",
    run: `await send(GUEST, '${FORGED_END}', []);`,
    ends: ["crashed"],
  },
  {
    name: "a frame with a wrong token",
    run: `await send(GUEST, '${FORGED_END}', new Uint8Array(16));`,
    ends: ["crashed"],
  },
  {
    name: "a frame with a token that is off by one bit",
    run: `token[15] ^= 1; await send(GUEST, '${FORGED_END}');`,
    ends: ["crashed"],
  },
  {
    name: "a frame that is cut off",
    run:
      "await raw(Uint8Array.of(0, 0, 0, 200, GUEST, ...token, 1)); Deno.exit(0);",
    ends: ["crashed"],
  },
  {
    name: "an unfinished frame",
    run: "await raw(Uint8Array.of(0, 0, 0, 200, GUEST, ...token, 1));",
    ends: ["timeout"],
  },
  {
    name: "a frame of 4 GiB",
    run: "await raw(Uint8Array.of(255, 255, 255, 255, GUEST, ...token));",
    ends: ["crashed"],
  },
  {
    name: "an empty frame",
    run: "await raw(new Uint8Array(4));",
    ends: ["crashed"],
  },
  {
    name: "lines in place of frames",
    run: "for (;;) await raw(new TextEncoder().encode('x\\n'));",
    ends: ["crashed"],
  },
  {
    name: "bytes that are not UTF-8",
    run: "await send(GUEST, Uint8Array.of(255, 0, 128)); await done();",
    ends: ["ok"],
  },
  {
    name: "frames of an unknown kind",
    run:
      "for (const kind of [0, 1, 2, 5, 255]) await send(kind, 'x'); await done();",
    ends: ["ok"],
  },
  {
    name: "invalid reports",
    run:
      "for (const value of [null, 5, [], { type: 'sample', cpuMs: 'x', memoryBytes: {} }, { type: 'sample', cpuMs: null }, { type: 'lost', kind: 'x', reason: {} }, { type: 'x' }]) await report(value); await report({ type: 'sample', cpuMs: 1, memoryBytes: 5 }); await done();",
    ends: ["ok"],
  },
  {
    name: "a loss with an invalid reason",
    run:
      "await report({ type: 'lost', kind: 'crashed', reason: { includes: 5 } }); Deno.exit(0);",
    ends: ["crashed"],
  },
  {
    name: "an end by a signal",
    run: "Deno.kill(Deno.pid, 'SIGKILL');",
    ends: ["crashed"],
  },
  {
    name: "an exit with status 0",
    run: "Deno.exit(0);",
    ends: ["crashed"],
  },
  {
    name: "endless errors",
    run:
      "for (let i = 0; i < 2e3; i++) await Deno.stderr.write(new Uint8Array(2e4)); Deno.exit(1);",
    ends: ["crashed"],
  },
];

/** Messages that cost the run, and nothing else. */
export const SPOILT: readonly Spoilt[] = [
  {
    name: "an invalid value",
    run: "done({ value: '[\"x\",' });",
    ends: ["ok"],
  },
  {
    name: "a value past valueBytes",
    run: "done({ value: JSON.stringify('x'.repeat(5000)) });",
    ends: ["ok", "output"],
  },
  {
    name: "an error of other types",
    run:
      "done({ status: 'error', error: { name: 5, message: {}, traceback: [], line: 'x', column: 1e400, exitCode: {} } });",
    ends: ["error"],
  },
  {
    name: "an invalid error",
    run: "done({ status: 'error', error: 5 });",
    ends: ["error"],
  },
  {
    name: "invalid measurements",
    run: "done({ cpuMs: -1e308, memoryBytes: 'x', cut: 5, tooLarge: 'x' });",
    ends: ["ok"],
  },
  {
    name: "a failure",
    run: "tell({ type: 'failed', reason: 'x'.repeat(1e5) });",
    ends: ["crashed"],
  },
  {
    name: "a failure without a reason",
    run: "tell({ type: 'failed', reason: { toString: 5 } });",
    ends: ["crashed"],
  },
  {
    name: "an interrupt from within",
    run: "done({ status: 'interrupted' });",
    ends: ["crashed"],
  },
  { name: "silence", run: "", ends: ["timeout"] },
  {
    name: "output past its cap",
    run:
      "for (let i = 0; i < 50; i++) await tell({ type: 'output', run, fd: 1, text: 'x'.repeat(100) }); done();",
    ends: ["output"],
  },
  {
    name: "endless output",
    run:
      "for (;;) await tell({ type: 'output', run, fd: 1, text: 'x'.repeat(1000) });",
    ends: ["timeout", "crashed"],
  },
  {
    name: "endless requests for input",
    run: "for (;;) await ask(run);",
    ends: ["timeout", "crashed"],
  },
  {
    name: "endless invalid messages",
    run: "for (;;) await tell('[1]');",
    ends: ["timeout", "crashed"],
  },
  {
    name: "a message longer than any engine sends",
    run: "await tell('x'.repeat(3e7));",
    ends: ["crashed"],
  },
  {
    name: "a silent end of the worker",
    isolation: "thread",
    run: "globalThis.close(); return;",
    ends: ["crashed"],
  },
  {
    name: "an uncaught error",
    isolation: "thread",
    run:
      "post({}); setTimeout(() => { throw { message: Symbol() }; }); return;",
    ends: ["crashed"],
  },
  {
    name: "messages that are not text",
    isolation: "thread",
    run: "for (;;) post(5);",
    ends: ["crashed"],
  },
  {
    name: "a message of 300 MB",
    isolation: "thread",
    run: "post(new ArrayBuffer(3e8));",
    ends: ["crashed", "timeout"],
  },
  {
    name: "more messages than the host can hold",
    isolation: "thread",
    run: "for (;;) post('');",
    ends: ["crashed", "timeout"],
  },
  ...PIPES.map((one) => ({ isolation: "process", ...one }) as const),
];
