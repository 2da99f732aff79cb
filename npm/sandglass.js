#!/usr/bin/env node
// Starts the command line on Deno, with the permissions that it needs and no others.

import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const require = createRequire(import.meta.url);
const { version } = require("./package.json");

/** Where snapshots are kept: as the program itself has it. */
function cacheDirectory() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const fallback = process.platform === "darwin"
    ? join("Library", "Caches")
    : ".cache";
  const base = XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), fallback);
  return join(base, "sandglass");
}

/** The permissions of the README, and the flag without which a thread is no sandbox. */
function usualFlags(deno) {
  return [
    "--quiet",
    "--no-prompt",
    // The lock file of the project that this happens to be started in is its own: it is neither added to nor obeyed.
    "--no-lock",
    "--unstable-worker-options",
    `--allow-run=${deno}`,
    "--allow-read",
    `--allow-write=${cacheDirectory()}`,
    "--allow-env=HOME,USERPROFILE,XDG_CACHE_HOME,LOCALAPPDATA,DENO_DIR,NO_COLOR,TERM",
  ];
}

/** Deno's executable; its package fetches it where its installation was not allowed to. */
function findDeno() {
  // The path by which Deno knows itself, as the permission to start it names it.
  return realpathSync(require("deno/install_api.cjs").runInstall());
}

function start(args) {
  const index = args.findIndex((arg) => !arg.startsWith("--allow-"));
  const granted = index < 0 ? args : args.slice(0, index);
  const rest = index < 0 ? [] : args.slice(index);
  const deno = findDeno();
  const program = `jsr:@sandglass/sandglass@${version}`;
  return spawn(
    deno,
    ["run", ...merge([...usualFlags(deno), ...granted]), program, ...rest],
    { stdio: "inherit" },
  );
}

/** Deno takes a flag once: what was granted joins what is usual. */
function merge(flags) {
  const values = new Map();
  for (const flag of flags) {
    const [, name, value] = /^([^=]*)(?:=(.*))?$/s.exec(flag);
    const known = values.get(name);
    // Without a value a permission is granted as a whole.
    const isWhole = value === undefined || known === null;
    values.set(name, isWhole ? null : [...known ?? [], value]);
  }
  return [...values].map(([name, list]) =>
    list === null ? name : `${name}=${list.join(",")}`
  );
}

// Ctrl-C reaches the program too, and what it means is the program's business.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    if (signal === "SIGTERM") child.kill(signal);
  });
}
const child = start(process.argv.slice(2));
child.on("error", (error) => {
  console.error(`sandglass: Cannot start Deno: ${error.message}`);
  process.exitCode = 3;
});
child.on("exit", (code, signal) => {
  // 128 and the signal's number, as a shell has it, for what was killed.
  process.exitCode = code ?? (signal === "SIGKILL" ? 137 : 143);
});
