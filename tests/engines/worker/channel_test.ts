import { assertEquals } from "@std/assert";
import { linkWorker, toBlobUrl } from "../../../engines/worker/link.ts";
import { SHARED_MODULES } from "../../../engines/worker/shared_modules.ts";

interface Message {
  readonly fd: number;
  readonly text: string;
}

/** Makes a worker write to an `Output` with this limit, and returns its last message and all the messages before it. */
async function write(
  outputBytes: number,
  body: string,
): Promise<{ said: unknown; messages: readonly Message[] }> {
  const source = `import { say } from "../worker/channel.js";
import { Output } from "../worker/output.js";
const output = new Output(1, ${outputBytes});
const answer = (() => { ${body} })();
output.flush();
say({ answer });`;
  const worker = new Worker(
    linkWorker({ source, imports: SHARED_MODULES }, toBlobUrl),
    { type: "module" },
  );
  const messages: Message[] = [];
  try {
    return await new Promise((resolve) => {
      worker.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (!("answer" in message)) return void messages.push(message);
        resolve({ said: message.answer, messages });
      };
    });
  } finally {
    worker.terminate();
  }
}

Deno.test("Output writes nothing once its stream is full", async () => {
  const { said, messages } = await write(
    10,
    "let took = 0; for (let i = 0; i < 1e5; i++) if (!output.write(1, 'abc\\n')) took++; return took;",
  );
  // The third write exceeds the limit, and reports that.
  assertEquals(said, 2);
  assertEquals(messages.map(({ text }) => text).join(""), "abc\nabc\nabc");
  assertEquals(messages.length, 3);
});

Deno.test("Output sends one more character to show that output was cut, and at once", async () => {
  for (
    const [bytes, text, carried] of [
      [3, "ab😀", "ab😀"],
      [2, "é東é", "é東"],
      [0, "abc", "a"],
      [4, "abcd\ud800", "abcd\ud800"],
    ] as const
  ) {
    const { messages } = await write(
      bytes,
      `for (let i = 0; i < 500; i++) output.write(2, "x"); output.write(1, ${
        JSON.stringify(text)
      }); output.flush = () => {}; return 1;`,
    );
    const said = messages.filter((one) => one.fd === 1);
    assertEquals(said.map((one) => one.text), [carried]);
  }
});

Deno.test("Output.write() reports that a stream is full once something was cut, and not before", async () => {
  const { said } = await write(
    4,
    "return [output.write(1, 'abcd'), output.cut.join(), output.write(2, ''), output.write(1, ''), output.write(1, 'e'), output.cut.join(), output.write(2, 'x')];",
  );
  assertEquals(said, [false, "", false, false, true, "stdout", false]);
});
