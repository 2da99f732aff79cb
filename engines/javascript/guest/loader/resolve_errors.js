// Why a module is not found.

import { files } from "./module_files.js";
import { paths } from "../paths.js";

/** @import { Asked } from "./resolve.js" */

/** What a hint may name where an `import` left it out. */
const HINTED = [".js", ".mjs", ".ts", ".mts", ".json", ".cjs", "/index.js"];

/**
 * @param {Error} error
 * @param {string} code
 */
export function withCode(error, code) {
  return Object.assign(error, { code });
}

/** @param {Asked} asked */
function missingCode({ manner }) {
  return manner === "require" ? "MODULE_NOT_FOUND" : "ERR_MODULE_NOT_FOUND";
}

/**
 * @param {string} path
 * @param {Asked} asked
 */
export function notFound(path, asked) {
  const { specifier, importer, manner } = asked;
  const extension = HINTED.find((one) => files.kindOf(path + one) === "file");
  // Most of what has no extension is JavaScript.
  const likely = paths.extname(path) === "" ? `${path}.js` : path;
  const relative = paths.relative("/work", likely);
  const inWork = relative.startsWith("..") ? likely : relative;
  const directory = paths.dirname(inWork);
  // A mount cannot take the place of /work.
  const mount = directory.startsWith("/")
    ? `, or --mount HOST:${directory}`
    : directory === "."
    ? ""
    : `, or --mount ${directory}:/work/${directory} for its directory`;
  const hint = extension !== undefined
    ? `Did you mean "${specifier}${extension}"? Imports name the whole file.`
    : `The sandbox has only files that are given to it: add --file ${inWork}:${inWork}${mount} (in the API: files, mounts)`;
  const subject = manner === "require"
    ? `'${specifier}' required by ${importer}`
    : `'${path}' imported from ${importer}`;
  return withCode(
    new Error(`Cannot find module ${subject}. ${hint}`),
    missingCode(asked),
  );
}

/**
 * @param {string} name
 * @param {Asked} asked
 */
export function noPackage(name, asked) {
  const subject = asked.manner === "require"
    ? `module '${asked.specifier}' required by`
    : `package '${name}' imported from`;
  return withCode(
    new Error(
      `Cannot find ${subject} ${asked.importer}. The sandbox has the built-in modules of Node, and the packages that it is given: add --with npm:${name} (in the API: packages), or --mount node_modules:/node_modules (mounts)`,
    ),
    missingCode(asked),
  );
}

/**
 * @param {string} specifier
 * @returns {never}
 */
export function refuseRemote(specifier) {
  const [, name] = /^npm:\/?((?:@[^/]+\/)?[^/@]+)/.exec(specifier) ?? [];
  const hint = name === undefined
    ? "give the files by --file or --mount (in the API: files, mounts)"
    : `add --with npm:${name} (in the API: packages), and import it as "${name}"`;
  throw withCode(
    new Error(
      `Cannot import '${specifier}' as the sandbox loads no modules from registries and the network: ${hint}`,
    ),
    "ERR_UNSUPPORTED_ESM_URL_SCHEME",
  );
}

/**
 * @param {string} path
 * @param {Asked} asked
 * @returns {never}
 */
export function refuseDirectory(path, { importer }) {
  throw withCode(
    new Error(
      `Directory import '${path}' is not supported resolving ES modules imported from ${importer}`,
    ),
    "ERR_UNSUPPORTED_DIR_IMPORT",
  );
}
