/**
 * The single suite that every engine has to pass. A new engine is one file beside this one.
 *
 * @module
 */
import { asynchronousCases } from "./cases/asynchronous.ts";
import { awaitedFunctionCases } from "./cases/awaited_functions.ts";
import { closingCases } from "./cases/closing.ts";
import { concurrencyCases } from "./cases/concurrency.ts";
import { displayCases } from "./cases/displays.ts";
import { errorCases } from "./cases/errors.ts";
import { fileCases } from "./cases/files.ts";
import { fileLimitCases } from "./cases/file_limits.ts";
import { functionTimeCases } from "./cases/function_times.ts";
import { functionValueCases } from "./cases/function_values.ts";
import { functionCases } from "./cases/functions.ts";
import { globalCheckCases } from "./cases/global_checks.ts";
import { globalCases } from "./cases/globals.ts";
import { keyDerivationCases } from "./cases/key_derivation.ts";
import { lifeCases } from "./cases/life.ts";
import { limitCases } from "./cases/limits.ts";
import { inputCases } from "./cases/input.ts";
import { numberCases } from "./cases/numbers.ts";
import { networkCases } from "./cases/network.ts";
import { outputCases } from "./cases/output.ts";
import { programCases } from "./cases/programs.ts";
import { programEndCases } from "./cases/program_end.ts";
import { pythonTaskCases } from "./cases/python_tasks.ts";
import { recursionCases } from "./cases/recursion.ts";
import { resultCases } from "./cases/result.ts";
import { settingCases } from "./cases/settings.ts";
import { socketCases } from "./cases/sockets.ts";
import { stopCases } from "./cases/stop.ts";
import { streamingCases } from "./cases/streaming.ts";
import { streamCases } from "./cases/streams.ts";
import { textCases } from "./cases/text.ts";
import { timeZoneCases } from "./cases/time_zones.ts";
import { valueCases } from "./cases/values.ts";
import type { Case } from "./suite.ts";

/** The suite. */
export const CASES: readonly Case[] = [
  ...recursionCases,
  ...keyDerivationCases,
  ...resultCases,
  ...valueCases,
  ...timeZoneCases,
  ...numberCases,
  ...textCases,
  ...errorCases,
  ...programCases,
  ...programEndCases,
  ...outputCases,
  ...streamingCases,
  ...inputCases,
  ...asynchronousCases,
  ...pythonTaskCases,
  ...settingCases,
  ...limitCases,
  ...fileCases,
  ...fileLimitCases,
  ...networkCases,
  ...socketCases,
  ...stopCases,
  ...lifeCases,
  ...closingCases,
  ...concurrencyCases,
  ...functionCases,
  ...functionValueCases,
  ...functionTimeCases,
  ...awaitedFunctionCases,
  ...globalCases,
  ...globalCheckCases,
  ...streamCases,
  ...displayCases,
];
