// The methods that take locales, and `Intl`, which are loaded when they are first used.

import { $Date, defineProperty, getPrototypeOf } from "../intrinsics.js";
import { defineLate } from "./globals.js";
import { host } from "./host.js";

/** @type {ReturnType<typeof import("../intl/intl.js").makeIntl> | undefined} */
let made;

function intl() {
  return made ??= host.load("intl").makeIntl(host.load);
}

/**
 * Replaces a method of the language's.
 *
 * @param {object} prototype
 * @param {string} name
 * @param {string} kind What it is called in the script.
 */
function replaceMethod(prototype, name, kind) {
  const value = {
    /** @param {unknown[]} args */
    [name](...args) {
      return intl().locally[kind](this, args);
    },
  }[name];
  defineProperty(prototype, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** Gives the guest what depends on locales. */
export function defineLocales() {
  defineLate("Intl", () => intl().Intl);
  replaceMethod(Number.prototype, "toLocaleString", "number");
  replaceMethod(BigInt.prototype, "toLocaleString", "number");
  replaceMethod($Date.prototype, "toLocaleString", "date");
  replaceMethod($Date.prototype, "toLocaleDateString", "dateOnly");
  replaceMethod($Date.prototype, "toLocaleTimeString", "timeOnly");
  replaceMethod(Array.prototype, "toLocaleString", "list");
  replaceMethod(
    getPrototypeOf(Uint8Array.prototype),
    "toLocaleString",
    "list",
  );
  replaceMethod(String.prototype, "localeCompare", "compare");
  replaceMethod(String.prototype, "toLocaleUpperCase", "upper");
  replaceMethod(String.prototype, "toLocaleLowerCase", "lower");
}
