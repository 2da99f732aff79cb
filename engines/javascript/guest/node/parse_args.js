// `util.parseArgs`.

import { web } from "./web_globals.js";
import { nodeError } from "./errors.js";

/**
 * @typedef {{ type: string, short?: string, multiple?: boolean, default?: unknown }} OptionSettings
 * @typedef {Record<string, OptionSettings>} Options
 *
 * @typedef {object} Config
 * @property {readonly string[]} [args]
 * @property {Options} [options]
 * @property {boolean} [strict]
 * @property {boolean} [allowPositionals]
 * @property {boolean} [allowNegative]
 * @property {boolean} [tokens]
 *
 * @typedef {object} Token
 * @property {string} kind
 * @property {number} index
 * @property {string} [name]
 * @property {string} [rawName]
 * @property {string} [value]
 * @property {boolean} [inlineValue]
 *
 * @typedef {object} OptionPlace
 * @property {number} index
 * @property {string | undefined} inline
 * @property {{ arg: string, index: number }[]} queue
 * @property {(name: string) => boolean} isValued
 */

/**
 * @param {string} code
 * @param {string} message
 */
function fail(code, message) {
  throw nodeError(TypeError, code, message);
}

/**
 * @param {Record<string, unknown>} values
 * @param {string} name
 * @param {{ value: unknown, option: OptionSettings | undefined }} given
 */
function store(values, name, { value, option }) {
  // A cast, as such an option has a list.
  if (option?.multiple) {
    /** @type {unknown[]} */ (values[name] ??= []).push(value);
  } else values[name] = value;
}

/**
 * The name of an option with its short form, as messages have it.
 *
 * @param {string} name
 * @param {Options} options
 */
function spelled(name, options) {
  const { short, type } = options[name] ?? {};
  return `${short ? `-${short}, ` : ""}--${name}${
    type === "string" ? " <value>" : ""
  }`;
}

/**
 * Cuts the arguments into tokens, of which those of options have a name.
 *
 * @param {readonly string[]} args
 * @param {Options} options
 * @returns {Generator<Token, void>}
 */
function* tokensOf(args, options) {
  /** @param {string} letter */
  const longOf = (letter) =>
    Object.keys(options).find((name) => options[name].short === letter) ??
      letter;
  /** @param {string} name */
  const isValued = (name) => options[name]?.type === "string";
  const queue = args.map((arg, index) => ({ arg, index }));
  while (queue.length > 0) {
    const { arg, index } = queue.shift();
    if (arg === "--") {
      yield { kind: "option-terminator", index };
      for (const rest of queue) {
        yield { kind: "positional", index: rest.index, value: rest.arg };
      }
      return;
    }
    if (/^-[^-]/.test(arg)) {
      const name = longOf(arg[1]);
      if (arg.length > 2 && !isValued(name)) {
        // Letters of one group.
        queue.unshift({ arg: `-${arg.slice(2)}`, index });
        yield { kind: "option", name, rawName: `-${arg[1]}`, index };
        continue;
      }
      const inline = arg.length > 2 ? arg.slice(2) : undefined;
      yield option(name, `-${arg[1]}`, { index, inline, queue, isValued });
      continue;
    }
    if (arg.startsWith("--")) {
      const equals = arg.indexOf("=");
      const name = arg.slice(2, equals < 0 ? undefined : equals);
      const inline = equals < 0 ? undefined : arg.slice(equals + 1);
      yield option(name, `--${name}`, { index, inline, queue, isValued });
      continue;
    }
    yield { kind: "positional", index, value: arg };
  }
}

/**
 * @param {string} name
 * @param {string} rawName
 * @param {OptionPlace} place
 * @returns {Token}
 */
function option(name, rawName, { index, inline, queue, isValued }) {
  let value = inline;
  const [next] = queue;
  if (
    inline === undefined && isValued(name) && next !== undefined &&
    (!next.arg.startsWith("-") || next.arg === "-")
  ) value = queue.shift().arg;
  return {
    kind: "option",
    name,
    rawName,
    index,
    value,
    inlineValue: value === undefined ? undefined : inline !== undefined,
  };
}

/**
 * @param {Token} token
 * @param {Required<Omit<Config, "args" | "tokens">>} settings
 */
function checkOption(
  token,
  { options, strict, allowNegative, allowPositionals },
) {
  const isNegative = allowNegative && token.name.startsWith("no-") &&
    Object.hasOwn(options, token.name.slice(3));
  if (isNegative || !strict) return isNegative;
  const { name, rawName, value } = token;
  if (!Object.hasOwn(options, name)) {
    fail(
      "ERR_PARSE_ARGS_UNKNOWN_OPTION",
      `Unknown option '${rawName}'${
        allowPositionals
          ? `. To specify a positional argument starting with a '-', place it at the end of the command after '--', as in '-- "${rawName}"`
          : ""
      }`,
    );
  }
  const { type } = options[name];
  if (type === "string" && value === undefined) {
    fail(
      "ERR_PARSE_ARGS_INVALID_OPTION_VALUE",
      `Option '${spelled(name, options)}' argument missing`,
    );
  }
  if (type === "boolean" && value !== undefined) {
    fail(
      "ERR_PARSE_ARGS_INVALID_OPTION_VALUE",
      `Option '${spelled(name, options)}' does not take an argument`,
    );
  }
  return false;
}

/**
 * Parses arguments.
 *
 * @param {Config} [config]
 */
export function parseArgs(config = {}) {
  const {
    args = web.process.argv.slice(2),
    options = {},
    strict = true,
    allowPositionals = !strict,
    allowNegative = false,
    tokens: wantsTokens = false,
  } = config;
  for (const [name, { type }] of Object.entries(options)) {
    if (type === "string" || type === "boolean") continue;
    fail(
      "ERR_INVALID_ARG_TYPE",
      `The "options.${name}.type" property must be one of: 'string', 'boolean'. Received ${type}`,
    );
  }
  const values = Object.create(null);
  const positionals = [];
  const tokens = [...tokensOf([...args], options)];
  for (const token of tokens) {
    if (token.kind === "positional") {
      if (!allowPositionals) {
        fail(
          "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL",
          `Unexpected argument '${token.value}'. This command does not take positional arguments`,
        );
      }
      positionals.push(token.value);
    } else if (token.kind === "option") {
      const isNegative = checkOption(token, {
        options,
        strict,
        allowNegative,
        allowPositionals,
      });
      const name = isNegative ? token.name.slice(3) : token.name;
      store(values, name, {
        value: isNegative ? false : token.value ?? true,
        option: options[name],
      });
    }
  }
  for (const [name, given] of Object.entries(options)) {
    if (given.default !== undefined) values[name] ??= given.default;
  }
  return wantsTokens
    ? { values, positionals, tokens }
    : { values, positionals };
}
