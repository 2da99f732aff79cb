// Errors as Node has them, with a `code`.

/**
 * @param {new (message: string) => Error} Base
 * @param {string} code
 * @param {string} message
 */
export function nodeError(Base, code, message) {
  const error = new Base(message);
  Object.defineProperty(error, "code", {
    value: code,
    writable: true,
    configurable: true,
    enumerable: true,
  });
  return showCode(error, code);
}

/**
 * Puts the code of an error of Node's beside its name, in its stack and its text.
 *
 * @template {Error} Made
 * @param {Made} error
 * @param {string} code
 */
export function showCode(error, code) {
  const { name } = error;
  const { stack } = error;
  if (typeof stack === "string" && stack.startsWith(name)) {
    hide(error, "stack", `${name} [${code}]${stack.slice(name.length)}`);
  }
  hide(error, "toString", /** @this {Error} */ function toString() {
    return `${this.name} [${code}]: ${this.message}`;
  });
  return error;
}

/**
 * @param {object} object
 * @param {string} name
 * @param {unknown} value
 */
function hide(object, name, value) {
  Object.defineProperty(object, name, {
    value,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/**
 * What an argument was, as Node's messages say it.
 *
 * @param {unknown} value
 */
export function received(value) {
  if (value === null || value === undefined) return ` Received ${value}`;
  if (typeof value === "function") {
    return ` Received function ${value.name}`;
  }
  if (typeof value === "object") {
    const name = value.constructor?.name;
    return name ? ` Received an instance of ${name}` : " Received an object";
  }
  let text = typeof value === "string" ? quoted(value) : String(value);
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return ` Received type ${typeof value} (${text})`;
}

/** @param {string} text */
function quoted(text) {
  return text.includes("'") ? JSON.stringify(text) : `'${text}'`;
}

/**
 * @param {string} name
 * @param {string} expected Such as `of type string`
 * @param {unknown} value
 */
export function invalidType(name, expected, value) {
  const what = name.includes(".") ? "property" : "argument";
  return nodeError(
    TypeError,
    "ERR_INVALID_ARG_TYPE",
    `The "${name}" ${what} must be ${expected}.${received(value)}`,
  );
}

/**
 * @param {string} name
 * @param {string} rule Such as `>= 0 and <= 255`
 * @param {unknown} value
 */
export function outOfRange(name, rule, value) {
  let text = String(value);
  if (typeof value === "number" && Number.isInteger(value)) {
    text = text.replace(
      /\B(?=(\d{3})+$)/g,
      Math.abs(value) > 2 ** 32 ? "_" : "",
    );
  }
  return nodeError(
    RangeError,
    "ERR_OUT_OF_RANGE",
    `The value of "${name}" is out of range. It must be ${rule}. Received ${text}`,
  );
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function needFunction(name, value) {
  if (typeof value !== "function") {
    throw invalidType(name, "of type function", value);
  }
  return value;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function needString(name, value) {
  if (typeof value !== "string") {
    throw invalidType(name, "of type string", value);
  }
  return value;
}
