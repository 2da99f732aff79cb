/**
 * The guest's side in Python that all engines of the language share.
 *
 * @module
 */
import * as sharedValues from "../worker/shared_values.js";
import awaits from "./guest/sandglass_awaits.py" with { type: "text" };
import dbm from "./guest/dbm.py" with { type: "text" };
import convert from "./guest/sandglass_convert.py" with { type: "text" };
import display from "./guest/sandglass_display.py" with { type: "text" };
import end from "./guest/sandglass_end.py" with { type: "text" };
import errors from "./guest/sandglass_errors.py" with { type: "text" };
import functions from "./guest/sandglass_functions.py" with { type: "text" };
import guest from "./guest/sandglass_guest.py" with { type: "text" };
import hashing from "./guest/sandglass_hashlib.py" with { type: "text" };
import host from "./guest/sandglass_host.py" with { type: "text" };
import http from "./guest/sandglass_http.py" with { type: "text" };
import loop from "./guest/sandglass_loop.py" with { type: "text" };
import threads from "./guest/sandglass_threads.py" with { type: "text" };
import guestTime from "./guest/sandglass_local_time.py" with { type: "text" };
import timeZones from "./guest/time_zones.txt" with { type: "text" };
import zones from "./guest/sandglass_zones.py" with { type: "text" };
import wait from "./guest/sandglass_wait.py" with { type: "text" };
import program from "./guest/sandglass_program.py" with { type: "text" };
import pwd from "./guest/pwd.py" with { type: "text" };
import report from "./guest/sandglass_report.py" with { type: "text" };
import sockets from "./guest/sandglass_sockets.py" with { type: "text" };
import values from "./guest/sandglass_values.py" with { type: "text" };

/**
 * The modules by name, each after those that it imports. They import one module that each engine has itself:
 * `sandglass_engine`.
 */
export const PYTHON_SOURCES: Readonly<Record<string, string>> = {
  pwd,
  dbm,
  sandglass_hashlib: hashing,
  sandglass_shared: Object.entries(sharedValues)
    .map(([name, value]) => `${name} = ${value}\n`).join(""),
  sandglass_convert: convert,
  sandglass_values: values,
  sandglass_host: host,
  sandglass_awaits: awaits,
  sandglass_display: display,
  sandglass_end: end,
  sandglass_errors: errors,
  sandglass_program: program,
  sandglass_report: report,
  sandglass_time_zones: `TEXT = """${timeZones}"""\n`,
  sandglass_zones: zones,
  sandglass_local_time: guestTime,
  sandglass_wait: wait,
  sandglass_threads: threads,
  sandglass_sockets: sockets,
  sandglass_loop: loop,
  sandglass_functions: functions,
  sandglass_http: http,
  sandglass_guest: guest,
};
