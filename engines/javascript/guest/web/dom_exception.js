// DOMException.

/** The codes of the names that have one. */
/** @type {Readonly<Record<string, number>>} */
const CODES = {
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  WrongDocumentError: 4,
  InvalidCharacterError: 5,
  NoModificationAllowedError: 7,
  NotFoundError: 8,
  NotSupportedError: 9,
  InUseAttributeError: 10,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidModificationError: 13,
  NamespaceError: 14,
  InvalidAccessError: 15,
  TypeMismatchError: 17,
  SecurityError: 18,
  NetworkError: 19,
  AbortError: 20,
  URLMismatchError: 21,
  QuotaExceededError: 22,
  TimeoutError: 23,
  InvalidNodeTypeError: 24,
  DataCloneError: 25,
};
Object.setPrototypeOf(CODES, null);

export class DOMException extends Error {
  #name;
  /**
   * @param {unknown} [message]
   * @param {unknown} [options] A name, or an object with a name and a cause.
   */
  constructor(message = "", options = "Error") {
    super(String(message));
    const isObject = typeof options === "object" && options !== null;
    // A cast, as an object may have any properties.
    const given = /** @type {{ name?: unknown, cause?: unknown }} */ (
      isObject ? options : { name: options }
    );
    this.#name = given.name === undefined ? "Error" : String(given.name);
    if ("cause" in given) {
      Object.defineProperty(this, "cause", {
        value: given.cause,
        writable: true,
        configurable: true,
      });
    }
  }
  /** @override */
  get name() {
    return this.#name;
  }
  get code() {
    return CODES[this.#name] ?? 0;
  }
}
Object.defineProperty(DOMException.prototype, Symbol.toStringTag, {
  value: "DOMException",
  configurable: true,
});
for (const [name, value] of Object.entries(CODES)) {
  const constant = `${
    name.replace(/Error$/, "").replace(/[A-Z]/g, (letter, at) =>
      `${at > 0 ? "_" : ""}${letter}`).toUpperCase()
  }_ERR`;
  for (const object of [DOMException, DOMException.prototype]) {
    Object.defineProperty(object, constant, { value, enumerable: true });
  }
}
