/** The host's side of a sandbox, on a link that sends any message at any time. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { SandboxError } from "../../../core/errors.ts";
import { resolveSandboxOptions } from "../../../core/resolve_options.ts";
import { parseFromGuest } from "../../../core/parse_from_guest.ts";
import type { RunResult } from "../../../core/result.ts";
import type { Loss } from "../../../sandbox/link.ts";
import { Sandbox } from "../../../sandbox/sandbox.ts";
import { assertWellFormed } from "../../_well_formed.ts";
import { type Area, claim, plainArea } from "../area.ts";
import { FakeLink } from "../fake_link.ts";
import { FakeTimers } from "../fake_timers.ts";
import { FROM_GUEST, fromGuest } from "../message_arbitraries.ts";

const OPTIONS = resolveSandboxOptions({
  language: "javascript",
  limits: { outputBytes: 40, valueBytes: 60 },
});
const ORIGIN = {
  language: "javascript",
  engine: "quickjs",
  isolation: "thread",
  limits: OPTIONS.limits,
} as const;

/** A run that the host requests. */
interface Run {
  readonly type: "run";
  readonly timeoutMs: number;
  /** Whether there is a source of input. */
  readonly input: boolean;
  /** Whether its callback throws. */
  readonly throws: boolean;
}

/** An error that a host callback throws. */
class Mistake extends Error {}

/** An event in the life of a sandbox. */
type Event =
  | Run
  /** A message of the worker, about the previous run, this one or the next. */
  | {
    readonly type: "say";
    readonly sent: Readonly<Record<string, unknown>>;
    readonly about: number;
    readonly times: number;
  }
  | { readonly type: "noise"; readonly text: string }
  | { readonly type: "lost"; readonly kind: Loss["kind"] }
  | { readonly type: "sample"; readonly cpuMs: number }
  | { readonly type: "answer" }
  | { readonly type: "abort" }
  | { readonly type: "pass"; readonly ms: number }
  | { readonly type: "close" };

/** Messages of a guest, mostly those that belong to a run. */
const said = fc.oneof(
  fromGuest,
  FROM_GUEST.output,
  FROM_GUEST.request,
  FROM_GUEST.done,
);

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("run"),
      timeoutMs: fc.integer({ min: 1, max: 100 }),
      input: fc.constantFrom(true, true, false),
      throws: fc.constantFrom(false, false, false, true),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      type: fc.constant("say"),
      sent: said.map(({ sent }) => sent),
      about: fc.constantFrom(0, 0, 0, 0, 0, 0, -1, 1, 1e9),
      times: fc.constantFrom(1, 1, 2, 3),
    }),
  },
  fc.record({
    type: fc.constant("noise"),
    text: fc.string({ unit: "binary" }),
  }),
  fc.record({
    type: fc.constant("lost"),
    kind: fc.constantFrom("memory", "crashed"),
  }),
  fc.record({ type: fc.constant("sample"), cpuMs: fc.nat({ max: 1_000 }) }),
  { weight: 4, arbitrary: fc.constant({ type: "answer" }) },
  { weight: 2, arbitrary: fc.constant({ type: "abort" }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("pass"),
      ms: fc.integer({ min: 1, max: 120 }),
    }),
  },
  fc.constant({ type: "close" }),
);

/** The outcome of a run, or why it did not start. */
type End = RunResult | SandboxError | Mistake;

/** A requested run. */
interface Asked {
  readonly ended: Promise<End>;
  readonly heard: string[];
  results: number;
}

/** A sandbox that receives events. */
class Stage {
  readonly link = new FakeLink();
  readonly asked: Asked[] = [];
  readonly sandbox: Sandbox;
  readonly #timers: FakeTimers;
  #runs = 0;
  #controller = new AbortController();
  #answers: ((text: string) => void)[] = [];

  constructor(timers: FakeTimers, oneShot: boolean) {
    this.#timers = timers;
    this.sandbox = new Sandbox({
      link: this.link,
      services: { services: {}, close: () => Promise.resolve() },
      isolation: "thread",
      endsPrograms: false,
      options: OPTIONS,
      startMs: 1,
      oneShot,
      release: (link) => link.kill(),
    });
  }

  async play(event: Event): Promise<void> {
    switch (event.type) {
      case "run":
        this.#ask(event);
        break;
      case "say":
        for (let i = 0; i < event.times; i++) this.#say(event);
        break;
      case "noise":
        this.#hear(event.text);
        break;
      case "lost":
        // A link reports its loss once, and sends nothing afterwards.
        this.link.listener.lost({ kind: event.kind, reason: "lost" });
        break;
      case "sample": {
        const { cpuMs } = event;
        this.link.listener.sample?.({ cpuMs, memoryBytes: undefined });
        break;
      }
      case "answer":
        this.#answers.shift()?.("line\n");
        break;
      case "abort":
        this.#controller.abort();
        break;
      case "pass":
        this.#timers.pass(event.ms);
        break;
      case "close":
        await this.sandbox.close();
    }
    // Pending promises settle before the next event.
    for (let i = 0; i < 10; i++) await Promise.resolve();
  }

  #ask({ timeoutMs, input, throws }: Run): void {
    this.#controller = new AbortController();
    const heard: string[] = [];
    const stdin = (): Promise<string> =>
      new Promise((resolve) => this.#answers.push(resolve));
    const running = this.sandbox.run("1", {
      limits: { timeoutMs },
      signal: this.#controller.signal,
      onStdout: (text) => {
        heard.push(text);
        if (throws) throw new Mistake();
      },
      ...input ? { stdin } : {},
    });
    const one: Asked = {
      heard,
      results: 0,
      ended: running.then(
        (result) => {
          one.results++;
          this.link.order.push("end");
          assert(!throws || heard.length === 0);
          assertEquals(result.stdout, heard.join(""));
          return result;
        },
        (error: unknown) => {
          if (error instanceof Mistake) {
            this.link.order.push("end");
            // It receives no message after that.
            assertEquals(heard.length, 1);
          } else assert(error instanceof SandboxError, `${error}`);
          return error;
        },
      ),
    };
    // Checked when all is over; until then no one awaits it.
    one.ended.catch(() => {});
    this.asked.push(one);
    this.#runs = this.link.posted.filter(({ type }) => type === "run").length;
  }

  #say({ sent, about }: Extract<Event, { type: "say" }>): void {
    const run = Math.max(0, this.#runs + about);
    this.#hear(JSON.stringify("run" in sent ? { ...sent, run } : sent));
  }

  #hear(text: string): void {
    const message = parseFromGuest(text, 10_000);
    if (message !== undefined) this.link.listener.message(message);
  }
}

/** Applies events, closes the sandbox, and returns what the claims check. */
async function perform(
  events: readonly Event[],
  oneShot: boolean,
): Promise<{ stage: Stage; ended: End[] }> {
  using timers = new FakeTimers();
  const stage = new Stage(timers, oneShot);
  for (const one of events) await stage.play(one);
  await stage.sandbox.close();
  const ended = await Promise.all(stage.asked.map(({ ended }) => ended));
  assertEquals(timers.waiting, 0, "a timer is left");
  return { stage, ended };
}

const events = fc.array(event, { maxLength: 25 });

/** Sandbox, run record and life cycle together. */
export const sandboxArea: Area = plainArea("sandbox", [
  claim(
    "every run ends once, with a well-formed result, or is refused",
    fc.asyncProperty(events, fc.boolean(), async (played, oneShot) => {
      const { stage, ended } = await perform(played, oneShot);
      for (const [i, end] of ended.entries()) {
        if (end instanceof SandboxError) {
          assert(["SANDBOX_BUSY", "SANDBOX_CLOSED"].includes(end.code));
        } else if (!(end instanceof Mistake)) {
          assertEquals(stage.asked[i]?.results, 1);
          assertWellFormed(end, ORIGIN);
        }
      }
    }),
    2_000,
  ),
  claim(
    "a guest gets one run at a time, is released once, and gets no message after that",
    fc.asyncProperty(events, fc.boolean(), async (played, oneShot) => {
      const { stage: { link, sandbox }, ended } = await perform(
        played,
        oneShot,
      );
      assertEquals(sandbox.closed, true);
      assertEquals(link.released, 1);
      const after = link.order.slice(link.order.indexOf("kill") + 1);
      assert(after.every((one) => one === "end"), `${link.order}`);
      const numbers = link.posted.flatMap((one) =>
        one.type === "run" ? [one.run] : []
      );
      assertEquals(new Set(numbers).size, numbers.length);
      const results = ended.filter((end) => !(end instanceof SandboxError));
      assert(numbers.length <= results.length);
      const interrupts = link.order.filter((one) => one === "interrupt");
      assert(interrupts.length <= numbers.length);
      assert(!oneShot || interrupts.length === 0);
    }),
    1_000,
  ),
  claim(
    "a guest whose run is over gets no input",
    fc.asyncProperty(events, async (played) => {
      const { stage: { link } } = await perform(played, false);
      let isRunning = false;
      for (const one of link.order) {
        if (one === "run" || one === "end") isRunning = one === "run";
        assert(one !== "answer" || isRunning, `${link.order}`);
      }
    }),
    1_000,
  ),
]);
