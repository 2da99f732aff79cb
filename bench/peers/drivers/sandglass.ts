/**
 * This project as a program uses it: fresh environments from a pool with its defaults, open ones by `createSandbox`.
 *
 * @module
 */
import {
  createPool,
  createSandbox,
  type EngineName,
  type Isolation,
  type Language,
  type Pool,
  type RunResult,
} from "../../../mod.ts";
import type {
  Code,
  Driver,
  DriverOptions,
  DriverRunOptions,
  Environment,
} from "../driver.ts";

/** The guests of a peer. */
export interface SandglassKind {
  readonly language: Language;
  readonly engine: EngineName;
  readonly isolation: Isolation;
}

/** Makes the driver. @param options The options @returns A driver without a pool; the first fresh run starts the pool */
export function createDriver(options: DriverOptions): Promise<Driver> {
  // The list of peers has these options.
  const { language, engine, isolation } = options as
    & DriverOptions
    & SandglassKind;
  const kind = { language, engine, isolation };
  let pool: Promise<Pool> | undefined;
  return Promise.resolve({
    once: async (code, options) => {
      pool ??= createPool(kind);
      return valueOf(await (await pool).run(textOf(code), limitsOf(options)));
    },
    open: () => open(kind),
    ready: async () => await (await pool)?.ready(),
    close: async () => await (await pool)?.close(),
  });
}

async function open(kind: SandglassKind): Promise<Environment> {
  const sandbox = await createSandbox(kind);
  return {
    run: async (code, options) =>
      valueOf(await sandbox.run(textOf(code), limitsOf(options))),
    close: () => sandbox.close(),
  };
}

function textOf({ setup, expression }: Code): string {
  return `${setup}\n${expression}`;
}

function limitsOf(
  { deadlineMs }: DriverRunOptions = {},
): { readonly limits?: { readonly timeoutMs: number } } {
  return deadlineMs === undefined ? {} : { limits: { timeoutMs: deadlineMs } };
}

function valueOf(result: RunResult): unknown {
  if (result.status === "ok") return result.value;
  const { message = "" } = result.status === "error" ? result.error : {};
  throw new Error(`The run ended as ${result.status} ${message}`.trimEnd());
}
