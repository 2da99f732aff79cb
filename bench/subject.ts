/**
 * The guests that are measured: an engine, with the code that it runs.
 *
 * @module
 */
import {
  describeEngines,
  type EngineName,
  type Language,
  type RunResult,
} from "../mod.ts";
import { row } from "./stats.ts";

/** A guest. */
export interface Subject {
  /** Its name in the tables. */
  readonly title: string;
  readonly language: Language;
  readonly engine: EngineName;
  readonly code: string;
  /** The value of the code. */
  readonly expected: number;
}

/** Imports pandas. */
export const PANDAS_SETUP = "import pandas as pd";

/** Computes 3 with it. */
export const PANDAS_EXPRESSION = 'int(pd.DataFrame({"a": [1, 2]}).a.sum())';

const ONE_AND_ONE = { code: "1+1", expected: 2 };

/** All guests. */
export const SUBJECTS: readonly Subject[] = [
  { title: "Python", language: "python", engine: "pyodide", ...ONE_AND_ONE },
  {
    title: "Python, `cpython`",
    language: "python",
    engine: "cpython",
    ...ONE_AND_ONE,
  },
  {
    title: "pandas, `cpython`",
    language: "python",
    engine: "cpython",
    code: `${PANDAS_SETUP}\n${PANDAS_EXPRESSION}`,
    expected: 3,
  },
  {
    title: "JavaScript",
    language: "javascript",
    engine: "quickjs",
    ...ONE_AND_ONE,
  },
];

/** Compares the result of a guest's code. @param result The result @param subject The guest @throws {Error} If it is another one */
export function checkResult(result: RunResult, subject: Subject): void {
  if (result.status === "ok" && result.value === subject.expected) return;
  throw new Error(`${subject.title}: ${Deno.inspect(result)}`);
}

/** Reasons by engine. */
export type Missing = ReadonlyMap<EngineName, string>;

/** Finds the engines that have to be installed first. @returns The reason for each that is missing */
export async function missingEngines(): Promise<Missing> {
  const engines = await describeEngines();
  return new Map(
    engines.flatMap(({ name, installation }) =>
      installation === undefined || installation.state === "ready" ? [] : [[
        name,
        `its installation is ${installation.state}: run \`sandglass install ${name}\``,
      ]]
    ),
  );
}

/**
 * Separates the guests that can be measured from the others.
 *
 * @param subjects The guests
 * @param missing The missing engines
 * @returns Those whose engine is available, and a row for each other one that says why it is skipped
 */
export function sortOut<Item extends Pick<Subject, "title" | "engine">>(
  subjects: readonly Item[],
  missing: Missing,
): { readonly available: readonly Item[]; readonly skipped: string[] } {
  return {
    available: subjects.filter(({ engine }) => !missing.has(engine)),
    skipped: subjects.flatMap(({ title, engine }) => {
      const why = missing.get(engine);
      return why === undefined ? [] : [row([title, why])];
    }),
  };
}
