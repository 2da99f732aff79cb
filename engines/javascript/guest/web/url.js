// URL and URLSearchParams. Loaded when the guest first looks at one of them.

import { encodings } from "../encodings.js";
import { URL } from "./url_class.js";
import { parseQuery, URLSearchParams } from "./url_search_params.js";

for (
  const [constructor, tag] of /** @type {const} */ ([
    [URL, "URL"],
    [URLSearchParams, "URLSearchParams"],
  ])
) {
  Object.defineProperty(constructor.prototype, Symbol.toStringTag, {
    value: tag,
    configurable: true,
  });
}

/** Makes the classes. */
export function makeUrl() {
  return {
    URL,
    URLSearchParams,
    parseQuery,
    /**
     * What a request sends of parameters.
     *
     * @param {unknown} body
     */
    contentOf: (body) =>
      body instanceof URLSearchParams
        ? {
          bytes: encodings.encode(body.toString()),
          type: "application/x-www-form-urlencoded;charset=UTF-8",
        }
        : undefined,
  };
}
