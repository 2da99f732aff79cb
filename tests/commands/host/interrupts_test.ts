import { assertEquals } from "@std/assert";
import { Interrupts } from "../../../commands/host/interrupts.ts";
import { fakeContext } from "../_fake_context.ts";

const NEVER = new Promise<never>(() => {});

Deno.test("Interrupts stops gently on the first Ctrl-C and exits on the second", async () => {
  const context = fakeContext();
  using interrupts = new Interrupts(context.onSignal);
  context.send("SIGINT");
  assertEquals(interrupts.signal.aborted, true);
  assertEquals(await interrupts.race(Promise.resolve("done")), "done");
  context.send("SIGINT");
  assertEquals(await interrupts.race(NEVER), undefined);
  assertEquals(interrupts.status, 130);
});

Deno.test("Interrupts exits at once on Ctrl-C when it is not patient", async () => {
  const context = fakeContext();
  using interrupts = new Interrupts(context.onSignal, { isPatient: false });
  context.send("SIGINT");
  assertEquals(await interrupts.race(NEVER), undefined);
  assertEquals(interrupts.status, 130);
});

Deno.test("Interrupts exits at once on SIGTERM", async () => {
  const context = fakeContext();
  using interrupts = new Interrupts(context.onSignal);
  context.send("SIGTERM");
  assertEquals(await interrupts.race(NEVER), undefined);
  assertEquals(interrupts.signal.aborted, true);
  assertEquals(interrupts.status, 143);
});

Deno.test("Interrupts listens until it is disposed of", () => {
  const context = fakeContext();
  {
    using _interrupts = new Interrupts(context.onSignal);
    assertEquals(context.handlerCount(), 2);
  }
  assertEquals(context.handlerCount(), 0);
});

Deno.test("Interrupts ignores the rejection of abandoned work", async () => {
  const context = fakeContext();
  using interrupts = new Interrupts(context.onSignal);
  const work = Promise.withResolvers<string>();
  context.send("SIGTERM");
  assertEquals(await interrupts.race(work.promise), undefined);
  work.reject(new Error("too late"));
});
