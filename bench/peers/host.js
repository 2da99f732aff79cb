/**
 * Measures in a peer's own runtime, Node or Deno: loads a driver, reads requests as lines of JSON from standard input and
 * writes a response for each. Arguments: the driver's module, and its options as JSON.
 *
 * @module
 */
import { writeSync } from "node:fs";
import { argv, exit, stdin } from "node:process";
import { createInterface } from "node:readline";

const [module, options] = argv.slice(2);
const { createDriver } = await import(module);
const driver = await createDriver(JSON.parse(options));

/** Environments that stay open until this process ends. */
const held = [];

/** The requests. `host_process.ts` has the same names, with types. */
const ACTIONS = {
  fresh,
  busy,
  further,
  stop,
  recover,
  hold,
  program,
};

for await (const line of createInterface({ input: stdin })) {
  const { action, ...request } = JSON.parse(line);
  try {
    say({ value: await ACTIONS[action](request) });
  } catch (error) {
    say({ error: String(error?.stack ?? error) });
  }
}
exit(0);

/** Writes at once, since a guest may block this thread afterwards. */
function say(message) {
  writeSync(1, `${JSON.stringify(message)}\n`);
}

/** Runs fresh environments one after the other, with a pause between them. */
async function fresh({ code, expected, warmUps, rounds, restMs, atMostMs }) {
  const taken = [];
  const endAt = performance.now() + atMostMs;
  for (let round = -warmUps; round < rounds; round++) {
    const tookMs = await timed(() => driver.once(code), expected);
    if (round >= 0) taken.push(tookMs);
    if (round >= 0 && performance.now() > endAt) break;
    await pause(restMs);
    // A busy machine needs longer.
    await driver.ready?.();
  }
  return taken;
}

/** Runs fresh environments for clients that each send the next request after a response. */
async function busy({ code, expected, warmUps, clients, forMs }) {
  for (let i = 0; i < warmUps; i++) {
    await timed(() => driver.once(code), expected);
  }
  const startedAt = performance.now();
  let runs = 0;
  let lastAt = startedAt;
  const client = async () => {
    do {
      await timed(() => driver.once(code), expected);
      runs++;
      lastAt = performance.now();
    } while (lastAt - startedAt < forMs);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { runs, tookMs: lastAt - startedAt };
}

/** Runs code in one environment that stays open. */
async function further({ code, expected, warmUps, rounds }) {
  const environment = await driver.open();
  const taken = [];
  for (let round = -warmUps; round < rounds; round++) {
    const tookMs = await timed(() => environment.run(code), expected);
    if (round >= 0) taken.push(tookMs);
  }
  await environment.close();
  return taken;
}

/** Runs endless code, and reports the time of its deadline; its end is observed from outside. */
async function stop({ code, trial, deadlineMs }) {
  const environment = await driver.open?.();
  const run = (code, options) =>
    environment === undefined
      ? driver.once(code, options)
      : environment.run(code, options);
  await run(trial);
  say({ note: performance.timeOrigin + performance.now() + deadlineMs });
  // Peers report a stopped guest in different ways.
  return await run(code, { deadlineMs }).then(() => "ended", () => "stopped");
}

/** Runs endless code in an environment with state. @returns Milliseconds from the deadline to the state, if it is there */
async function recover({ keep, endless, find, expected, deadlineMs }) {
  const environment = await driver.open();
  await environment.run(keep);
  say({ note: "The endless code starts" });
  const startedAt = performance.now();
  // Peers report a stopped guest in different ways.
  await environment.run(endless, { deadlineMs }).catch(() => {});
  const found = await environment.run(find).catch(() => undefined);
  const tookMs = performance.now() - startedAt - deadlineMs;
  return String(found) === expected ? tookMs : null;
}

/** Opens idle environments up to a number, each of which has run code. */
async function hold({ code, count }) {
  while (held.length < count) {
    held.push(await (driver.hold === undefined ? used(code) : driver.hold()));
  }
  return held.length;
}

async function used(code) {
  const environment = await driver.open();
  await environment.run(code);
  return environment;
}

/** Runs a program once, in an open environment, or in a fresh one if none is open. */
async function program({ code }) {
  const environment = held[0] ?? await driver.open?.();
  if (environment !== undefined) held[0] = environment;
  const startedAt = performance.now();
  const value = await (environment ?? { run: driver.once }).run(code);
  return { value: String(value), tookMs: performance.now() - startedAt };
}

async function timed(action, expected) {
  const startedAt = performance.now();
  const value = await action();
  const tookMs = performance.now() - startedAt;
  if (String(value) === expected) return tookMs;
  throw new Error(`The guest returned ${value} rather than ${expected}`);
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
