/**
 * The cases that cpython does not pass, with the reasons.
 *
 * @module
 */
import type { Subject } from "./suite.ts";

export const SKIPS: Pick<Subject, "skips" | "skipsIn"> = {
  skips: {
    "local time is UTC, or that of TZ":
      "its C library knows no time zones; another TZ is refused with an error",
    "a table of time changes that a guest forges does it no good":
      "no table crosses, as its C library knows no time zones",
    "an empty name is no file in Python":
      "its C library takes an empty path for the current directory",
    "sockets, names of hosts and locales that are not there are errors":
      "it has no type of sockets at all: making one fails with the error that others raise later",
    "a timeout with a successful interrupt keeps the state":
      "a run that is stopped is undone, with all that it did",
    "globals that exceed the guest's memory":
      "its snapshot needs more memory than the case allows",
    "signal cancels a run, and its state is kept":
      "a run that is stopped is undone, with all that it did",
  },
  skipsIn: {
    thread: {
      "recursion as deep as programs use it works":
        "V8's stack in a thread has no room for 330 calls through C code",
    },
  },
};
