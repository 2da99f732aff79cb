/**
 * `quickjs-emscripten` as its README shows it, on the caller's thread: one WebAssembly module, a context for each guest.
 *
 * @module
 */
import { getQuickJS, shouldInterruptAfterDeadline } from "quickjs-emscripten";

/** @type {import("../driver.ts").CreateDriver} */
export async function createDriver() {
  const quickjs = await getQuickJS();
  return {
    once: (code, options) => Promise.try(once, quickjs, { code, options }),
    open: () => Promise.resolve(open(quickjs)),
  };
}

function once(quickjs, { code, options }) {
  const context = quickjs.newContext();
  try {
    return run(context, { code, options });
  } finally {
    context.dispose();
  }
}

function open(quickjs) {
  const context = quickjs.newContext();
  return {
    run: (code, options) => Promise.try(run, context, { code, options }),
    close: () => Promise.try(() => context.dispose()),
  };
}

function run(context, { code: { setup, expression }, options = {} }) {
  const { deadlineMs } = options;
  if (deadlineMs === undefined) context.runtime.removeInterruptHandler();
  else {
    context.runtime.setInterruptHandler(
      shouldInterruptAfterDeadline(Date.now() + deadlineMs),
    );
  }
  const result = context.evalCode(`${setup}\n${expression}`);
  return context.unwrapResult(result).consume(context.dump);
}
