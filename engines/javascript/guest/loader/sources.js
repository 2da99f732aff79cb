// What QuickJS loads as ES modules: files, and modules that stand for built-in modules, CommonJS and JSON.

import { append } from "../lists.js";
import { looksLikeModule } from "./commonjs.js";
import { packageKind } from "./packages.js";
import { packageType } from "./resolve.js";

/**
 * @typedef {object} SourceSettings
 * @property {(path: string) => string} readText
 * @property {(name: string) => unknown} require What a built-in module, CommonJS or JSON exports.
 */

const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
/** What no `const` can be named. */
const RESERVED =
  /^(?:default|await|break|case|catch|class|const|continue|debugger|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield|arguments|eval)$/;

/**
 * What CommonJS threw when it was loaded, for the module that stands for it.
 *
 * @type {Map<string, unknown>}
 */
const failures = new Map();

/**
 * The source of an ES module, and whether it is the guest's own text.
 *
 * @param {string} name `node:NAME`, or the path of a file
 * @param {SourceSettings} settings
 * @returns {[source: string, isOwn: boolean]}
 */
export function moduleSource(name, settings) {
  return !name.startsWith("node:") && isModule(name, settings.readText)
    ? [settings.readText(name), true]
    : [standIn(name, settings), false];
}

/**
 * Whether a file is an ES module, by its extension, its package or its syntax.
 *
 * @param {string} path
 * @param {SourceSettings["readText"]} readText
 */
export function isModule(path, readText) {
  const kind = packageKind(path);
  if (kind !== "") return kind === "module";
  if (/\.m[jt]s$/.test(path)) return true;
  if (/\.(?:json|c[jt]s)$/.test(path)) return false;
  const source = readText(path);
  const type = packageType(path);
  if (type === "module") return true;
  return type !== "commonjs" &&
    (looksLikeModule(source) ||
      !/\b(?:module|exports|require)\b/.test(source));
}

/**
 * A module that exports what `require` gives.
 *
 * @param {string} name
 * @param {SourceSettings} settings
 */
function standIn(name, { require }) {
  const own = `globalThis[Symbol.for("sandglass.require")](${
    JSON.stringify(name)
  })`;
  /** @type {unknown} */
  let exports;
  try {
    exports = require(name);
  } catch (thrown) {
    keepFailure(name, thrown);
    return `throw globalThis[Symbol.for("sandglass.require")].failure(${
      JSON.stringify(name)
    });`;
  }
  const names = name.endsWith(".json") ? [] : exportNames(exports);
  let bound = "";
  let exported = "";
  for (let i = 0; i < names.length; i++) {
    bound += `${names[i]}: it${i}, `;
    exported += `it${i} as ${names[i]}, `;
  }
  return `const it = ${own};\nexport default it;\nconst { ${bound}} = it ?? {};\nexport { ${exported}};`;
}

/** @param {unknown} exports */
function exportNames(exports) {
  if (typeof exports !== "object" && typeof exports !== "function") return [];
  const all = Object.keys(exports ?? {});
  /** @type {string[]} */
  const named = [];
  for (let i = 0; i < all.length; i++) {
    if (NAME.test(all[i]) && !RESERVED.test(all[i])) append(named, all[i]);
  }
  return named;
}

/**
 * Keeps what was thrown in place of a module.
 *
 * @param {string} name
 * @param {unknown} thrown
 */
export function keepFailure(name, thrown) {
  failures.set(name, thrown);
}

/**
 * Gives what a module threw when it was loaded, once.
 *
 * @param {string} name
 */
export function takeFailure(name) {
  const thrown = failures.get(name);
  failures.delete(name);
  return thrown;
}
