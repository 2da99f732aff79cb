/**
 * `@sebastianwessel/quickjs` as its README shows it: `loadQuickJs` once, `runSandboxed` for each guest.
 *
 * @module
 */
import variant from "@jitl/quickjs-ng-wasmfile-release-sync";
import { loadQuickJs } from "@sebastianwessel/quickjs";

/** @type {import("../driver.ts").CreateDriver} */
export async function createDriver() {
  const { runSandboxed } = await loadQuickJs(variant);
  const once = (code, { deadlineMs } = {}) =>
    runSandboxed(
      ({ evalCode }) => evaluate(evalCode, code),
      deadlineMs === undefined ? {} : { executionTimeout: deadlineMs },
    );
  return { once, open: () => open(runSandboxed, once) };
}

/** An environment exists until its callback returns. */
async function open(runSandboxed, once) {
  const opened = Promise.withResolvers();
  const closed = Promise.withResolvers();
  const end = runSandboxed(async ({ evalCode }) => {
    opened.resolve(evalCode);
    await closed.promise;
  }, {});
  const evalCode = await opened.promise;
  return {
    // A deadline belongs to an environment.
    run: (code, options) =>
      options === undefined ? evaluate(evalCode, code) : once(code, options),
    close: () => {
      closed.resolve();
      return end;
    },
  };
}

async function evaluate(evalCode, { setup, expression }) {
  const result = await evalCode(`${setup}\nexport default ${expression}`);
  if (!result.ok) throw new Error(result.error.message);
  return result.data;
}
