#!/usr/bin/env node
// Starts the command line on Deno, with only the permissions that it needs.

import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const require = createRequire(import.meta.url);
const { version } = require("./package.json");

/** The directory of snapshots; the program itself uses the same one. */
function cacheDirectory() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const fallback = process.platform === "darwin"
    ? join("Library", "Caches")
    : ".cache";
  const base = XDG_CACHE_HOME || LOCALAPPDATA || join(homedir(), fallback);
  return join(base, "sandglass");
}

/** The directory of installed engines; the program itself uses the same one. */
function dataDirectory() {
  const { XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  const fallback = process.platform === "darwin"
    ? join("Library", "Application Support")
    : join(".local", "share");
  const base = XDG_DATA_HOME || LOCALAPPDATA || join(homedir(), fallback);
  return join(base, "sandglass");
}

/** What installing an engine needs beside the usual permissions: a program that fetches it, and a place. */
function installFlags([command]) {
  return command === "install"
    ? [
      "--allow-run=uv,pip,pip3,python3,python,py",
      `--allow-write=${dataDirectory()}`,
    ]
    : [];
}

/** The permissions of the README, and the flag without which threads have no sandbox. */
function usualFlags(deno) {
  return [
    "--quiet",
    "--no-prompt",
    // The program may be started in any project, whose lock file it neither uses nor changes.
    "--no-lock",
    "--unstable-worker-options",
    `--allow-run=${deno}`,
    "--allow-read",
    `--allow-write=${cacheDirectory()}`,
    "--allow-env=HOME,USERPROFILE,XDG_CACHE_HOME,XDG_DATA_HOME,LOCALAPPDATA,DENO_DIR,NO_COLOR,TERM,SANDGLASS_ENGINE_PYTHON",
  ];
}

/** Returns Deno's executable; its package downloads it if the package's installation script was not allowed to run. */
function findDeno() {
  // The path that Deno itself reports, as the permission to start it must name this path.
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
    [
      "run",
      ...merge([...usualFlags(deno), ...installFlags(rest), ...granted]),
      program,
      ...rest,
    ],
    { stdio: "inherit" },
  );
}

/** Joins the given permissions with the usual ones, since Deno accepts each flag only once. */
function merge(flags) {
  const values = new Map();
  for (const flag of flags) {
    const [, name, value] = /^([^=]*)(?:=(.*))?$/s.exec(flag);
    const known = values.get(name);
    // Without a value the flag grants the whole permission.
    const isWhole = value === undefined || known === null;
    values.set(name, isWhole ? null : [...known ?? [], value]);
  }
  return [...values].map(([name, list]) =>
    list === null ? name : `${name}=${list.join(",")}`
  );
}

// Ctrl-C reaches the program too, which handles it.
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
  // After a signal the status is 128 and the signal's number, as in a shell.
  process.exitCode = code ?? (signal === "SIGKILL" ? 137 : 143);
});
