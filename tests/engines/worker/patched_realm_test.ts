/** The workers' code in a realm in which a guest has replaced everything. */
import { assertEquals } from "@std/assert";
import { Mailbox } from "../../../core/mailbox.ts";
import hostDevice from "../../../engines/pyodide/host_device.js" with {
  type: "text",
};
import { linkWorker, toBlobUrl } from "../../../engines/worker/link.ts";
import { SHARED_MODULES } from "../../../engines/worker/shared_modules.ts";
import patchEverything from "../patch_everything.js" with { type: "text" };

/** What a worker does, step by step: each is an expression whose value is reported. */
const STEPS: readonly (readonly [step: string, value: unknown])[] = [
  ["listen(mailbox)", { type: "open", a: [{ b: 1 }] }],
  ["output.write(1, 'short')", false],
  ["output.write(2, medium)", false],
  ["output.write(1, long)", true],
  ["output.cut", ["stdout"]],
  ["output.show({ 'text/plain': 'x', 'image/png': { base64: 'AA==' } })", true],
  ["requests.begin(7)", undefined],
  ["requests.send('file', '1')", 1],
  ["requests.request('file', '2', 'AA==').value", "second"],
  ["requests.pending", true],
  ["requests.next(Infinity).value", "first"],
  ["requests.pending", false],
  ["requests.next(0)", undefined],
  ["some(requests.request('file', '3').bytes)", [1, 2, 3, 0, 0, 0]],
  ["requests.request('file', '4').value", "text"],
  ["requests.end()", undefined],
  ["device.write(stream, memory, 0, 17)", 17],
  ["device.read(stream, memory, 0, 6)", 6],
  ["some(memory)", [19, 0, 0, 0, 0, 0]],
  ["listen(mailbox).code.length", 200_000],
];

/** The host's responses to each request; the second request is answered before the first. */
const ANSWERS: Readonly<Record<number, (mailbox: Mailbox) => void>> = {
  2(mailbox): void {
    mailbox.post({ type: "response", id: 2, value: "second" });
    mailbox.post({ type: "response", id: 1, value: "first" });
  },
  3(mailbox): void {
    mailbox.post({ type: "response", id: 3 }, Uint8Array.of(1, 2, 3));
  },
  4(mailbox): void {
    const bytes = new TextEncoder().encode("text");
    mailbox.post({ type: "response", id: 4, text: true }, bytes);
    mailbox.post({ type: "run", code: "x".repeat(200_000) });
  },
};

/** A worker that runs these steps after everything was replaced by functions that throw, or without that. */
function sourceOf(when: "after" | "never"): string {
  return `
import { say } from "../worker/channel.js";
import { HostRequests } from "../worker/host_requests.js";
import { listen } from "../worker/mailbox_reader.js";
import { Output } from "../worker/output.js";
import { installHostDevice } from "./host_device.js";
const patchEverything = ${patchEverything};
globalThis.onmessage = ({ data: mailbox }) => {
  const output = new Output(1, 1000, 1000);
  const control = new Int32Array(new SharedArrayBuffer(64));
  const requests = new HostRequests(mailbox, control);
  const medium = "é".repeat(100);
  const long = "x".repeat(2000);
  const memory = new Int8Array(64);
  const text = '["abc",""]';
  memory.set([text.length, 0, 0, 0, ...new TextEncoder().encode(text), 1, 2, 3]);
  let device;
  installHostDevice({
    ErrnoError: class { constructor(errno) { this.errno = errno; } },
    makedev: () => 1,
    registerDevice: (_, operations) => device = operations,
    mkdev() {},
  }, (service, request, data) => ({ value: service + data }));
  const stream = {};
  device.open(stream);
  const some = (bytes) => {
    const list = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 6 && bytes[i] !== undefined; i++) list[i] = bytes[i];
    return list;
  };
  const steps = [${STEPS.map(([step]) => `() => ${step}`).join(",\n")}];
  ${when === "after" ? "patchEverything();" : ""}
  for (let i = 0; i < steps.length; i++) {
    let value;
    try { value = steps[i](); } catch { value = "threw"; }
    say({ type: "step", value });
  }
  // The runtime itself does not work in such a realm.
  listen(mailbox);
};`;
}

/** Runs the steps, and returns the value of each. */
async function go(
  when: "after" | "never",
  change = (source: string): string => source,
): Promise<unknown[]> {
  const imports = {
    ...SHARED_MODULES,
    "./host_device.js": { source: hostDevice, imports: SHARED_MODULES },
  };
  const worker = new Worker(
    linkWorker(
      { source: change(sourceOf(when)), imports },
      toBlobUrl,
    ),
    { type: "module" },
  );
  const mailbox = new Mailbox(1_000_000);
  const { promise, resolve, reject } = Promise.withResolvers<unknown[]>();
  const found: unknown[] = [];
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`${event.message}, after ${Deno.inspect(found)}`));
  };
  worker.onmessage = ({ data }) => {
    const message = JSON.parse(data);
    if (message.type === "request") ANSWERS[message.id]?.(mailbox);
    if (message.type === "step") found.push(message.value);
    if (found.length === STEPS.length) resolve(found);
  };
  worker.postMessage(mailbox.buffer);
  mailbox.post({ type: "open", a: [{ b: 1 }] });
  try {
    return await promise;
  } finally {
    worker.terminate();
    // A blocked worker ends when it is woken.
    mailbox.close({ type: "exit" });
  }
}

const VALUES = STEPS.map(([, value]) => value);

Deno.test("workers' code works the same when a guest has replaced everything", async () => {
  assertEquals(await go("never"), VALUES);
  assertEquals(await go("after"), VALUES);
});

Deno.test("control: code that looks names up late fails then", async () => {
  const late = (source: string): string =>
    source.replace("() => output.cut", "() => [...output.cut]");
  assertEquals(await go("never", late), VALUES);
  const found = await go("after", late);
  assertEquals(found.filter((value) => value === "threw").length, 1);
});
