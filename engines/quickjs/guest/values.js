// JavaScript's half of the value codec; core/value_codec.ts describes the text. Evaluated in the guest's context before any
// guest code; the result is `{ encode, decode }`, which guest code must have no way to.
//
// Guest code may have patched everything by the time a value is encoded. So nothing is looked up later than here, no
// iteration protocol is used, and nothing is assigned where a setter of the guest's could be inherited: objects have no
// prototype, and arrays get theirs when they are full. Code of the guest runs only where reading its value means that:
// getters and the traps of proxies. Nothing recurses, as the stack may be small. There are no template literals, as
// QuickJS makes calls of `String.prototype.concat` of them.
//
// `undefined` and holes become null, but a property that is undefined is left out, as in JSON. Instances of the guest's
// own classes have no counterpart. Boxed primitives are their value, typed arrays other than Uint8Array lists of their
// numbers. A whole number past 2^53 is a float, a BigInt of any size an integer.
(function () {
  "use strict";

  const MAX_DEPTH = 1000;
  const MAX_INTEGER_DIGITS = 2 ** 20 / 4;
  const MAX_SAFE_INTEGER = 2 ** 53 - 1;
  const BASE64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  // Thrown, and known only here.
  const NO_COUNTERPART = { __proto__: null };
  const TOO_LARGE = { __proto__: null };

  // `uncurry(f)(self, ...args)` is `f.call(self, ...args)`, even if `Function.prototype.call` is replaced.
  const { bind, call } = Function.prototype;
  const uncurry = bind.bind(call);
  const {
    defineProperty,
    getOwnPropertyDescriptor,
    getPrototypeOf,
    keys,
    setPrototypeOf,
  } = Object;
  const getter = (object, name) =>
    uncurry(getOwnPropertyDescriptor(object, name).get);

  const ArrayPrototype = Array.prototype;
  const ObjectPrototype = Object.prototype;
  const TypedArrayPrototype = getPrototypeOf(Uint8Array.prototype);
  const InternalErrorPrototype = typeof InternalError === "function"
    ? InternalError.prototype
    : undefined;
  const [OwnBigInt, OwnDate, OwnSet, OwnTypeError, OwnUint8Array] = [
    BigInt,
    Date,
    Set,
    TypeError,
    Uint8Array,
  ];
  const { isArray } = Array;
  const { parse, stringify } = JSON;
  const NON_ASCII = /[\x80-\uffff]/;

  const bigintToString = uncurry(BigInt.prototype.toString);
  const charCodeAt = uncurry(String.prototype.charCodeAt);
  const indexOf = uncurry(String.prototype.indexOf);
  const slice = uncurry(String.prototype.slice);
  const exec = uncurry(RegExp.prototype.exec);
  const typedArrayName = getter(TypedArrayPrototype, Symbol.toStringTag);
  const typedArrayLength = getter(TypedArrayPrototype, "length");
  const arrayBufferLength = getter(ArrayBuffer.prototype, "byteLength");
  const viewBuffer = getter(DataView.prototype, "buffer");
  const viewOffset = getter(DataView.prototype, "byteOffset");
  const viewLength = getter(DataView.prototype, "byteLength");
  const dateTime = uncurry(Date.prototype.getTime);
  const mapSize = getter(Map.prototype, "size");
  const mapEntries = uncurry(Map.prototype.entries);
  const mapNext = uncurry(getPrototypeOf(new Map().entries()).next);
  const setSize = getter(Set.prototype, "size");
  const setValues = uncurry(Set.prototype.values);
  const setNext = uncurry(getPrototypeOf(new Set().values()).next);
  const setAdd = uncurry(Set.prototype.add);
  const setDelete = uncurry(Set.prototype.delete);
  const setHas = uncurry(Set.prototype.has);
  const unboxers = [Boolean, Number, String, BigInt].map((one) =>
    uncurry(one.prototype.valueOf)
  );
  setPrototypeOf(unboxers, null);

  /**
   * Encodes a value.
   *
   * @param {unknown} value What is to cross
   * @param {number} maxBytes Bytes of UTF-8 that the text may have
   * @returns {{ text: string | undefined, tooLarge: boolean }} The text, unless it would be too large or part of the
   *   value has no counterpart (as a cycle, or a getter that throws)
   * @throws {InternalError} If the guest is out of memory
   */
  function encode(value, maxBytes) {
    try {
      return {
        __proto__: null,
        text: encodeTree(value, maxBytes),
        tooLarge: false,
      };
    } catch (thrown) {
      if (attempt(isOutOfMemory, thrown)) throw thrown;
      return {
        __proto__: null,
        text: undefined,
        tooLarge: thrown === TOO_LARGE,
      };
    }
  }

  function isOutOfMemory(thrown) {
    return getPrototypeOf(thrown) === InternalErrorPrototype &&
      thrown.message === "out of memory";
  }

  function encodeTree(value, maxBytes) {
    const open = new OwnSet();
    let frame = null;
    let out = "";
    let item = value;
    let after = "";
    for (;;) {
      const text = encodeScalar(item, maxBytes - out.length);
      if (text !== null) {
        out += after === "" ? text : text + after;
      } else {
        if (setHas(open, item)) throw NO_COUNTERPART;
        frame = openFrame(item, frame, after, maxBytes - out.length);
        setAdd(open, item);
        out += frame.head;
      }
      while (frame !== null && !frame.advance(frame)) {
        out += frame.ending;
        setDelete(open, frame.source);
        frame = frame.parent;
      }
      if (out.length > maxBytes) throw TOO_LARGE;
      if (frame === null) break;
      out += frame.before;
      after = frame.after;
      item = frame.item;
    }
    if (out.length * 3 > maxBytes && isLonger(out, maxBytes)) throw TOO_LARGE;
    return out;
  }

  function isLonger(text, maxBytes) {
    return exec(NON_ASCII, text) !== null && utf8Bytes(text) > maxBytes;
  }

  /** The text of a scalar, or null for a container. */
  function encodeScalar(value, room) {
    switch (typeof value) {
      case "string":
        if (value.length > room) throw TOO_LARGE;
        return stringify(value);
      case "number":
        return encodeNumber(value);
      case "boolean":
        return value ? "true" : "false";
      case "bigint":
        return encodeInteger(value);
      case "undefined":
        return "null";
      case "object":
        return value === null ? "null" : encodeScalarObject(value, room);
      default:
        throw NO_COUNTERPART;
    }
  }

  function encodeNumber(value) {
    if (value > 0 && value <= MAX_SAFE_INTEGER) return "" + value;
    if (value !== value) return '["n","NaN"]';
    if (value === Infinity) return '["n","Infinity"]';
    if (value === -Infinity) return '["n","-Infinity"]';
    if (value === 0) return 1 / value < 0 ? '["n","-0"]' : "0";
    const isRounded = value % 1 === 0 &&
      (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER);
    return isRounded ? '["f",' + value + "]" : "" + value;
  }

  function encodeInteger(value) {
    const digits = bigintToString(value < 0n ? -value : value, 16);
    if (digits.length > MAX_INTEGER_DIGITS) throw NO_COUNTERPART;
    return '["i","' + (value < 0n ? "-" : "") + "0x" + digits + '"]';
  }

  /** Everything but arrays and plain objects is recognised by what its own methods accept, not by its prototype. */
  function encodeScalarObject(value, room) {
    if (isArray(value) || isPlain(value)) return null;
    const name = typedArrayName(value);
    if (name === "Uint8Array") return encodeBytes(value, room);
    if (name !== undefined) return null;
    if (
      attempt(mapSize, value) !== undefined ||
      attempt(setSize, value) !== undefined
    ) return null;
    const time = attempt(dateTime, value);
    if (time !== undefined) return encodeDate(time);
    if (attempt(arrayBufferLength, value) !== undefined) {
      return encodeBytes(new OwnUint8Array(value), room);
    }
    const length = attempt(viewLength, value);
    if (length !== undefined) {
      return encodeBytes(
        new OwnUint8Array(viewBuffer(value), viewOffset(value), length),
        room,
      );
    }
    for (let index = 0; index < unboxers.length; index++) {
      const unboxed = attempt(unboxers[index], value);
      if (unboxed !== undefined) return encodeScalar(unboxed, room);
    }
    throw NO_COUNTERPART;
  }

  function attempt(read, value) {
    try {
      return read(value);
    } catch {
      return undefined;
    }
  }

  function encodeDate(time) {
    if (time !== time) throw NO_COUNTERPART;
    return '["d",' + time + "]";
  }

  function encodeBytes(bytes, room) {
    const length = typedArrayLength(bytes);
    if (length > room) throw TOO_LARGE;
    let text = "";
    let index = 0;
    for (; index + 2 < length; index += 3) {
      const three = bytes[index] << 16 | bytes[index + 1] << 8 |
        bytes[index + 2];
      text += BASE64[three >> 18] + BASE64[three >> 12 & 63] +
        BASE64[three >> 6 & 63] + BASE64[three & 63];
    }
    if (length - index === 1) {
      text += BASE64[bytes[index] >> 2] + BASE64[bytes[index] << 4 & 63] + "==";
    } else if (length - index === 2) {
      const two = bytes[index] << 8 | bytes[index + 1];
      text += BASE64[two >> 10] + BASE64[two >> 4 & 63] +
        BASE64[two << 2 & 63] + "=";
    }
    return '["b","' + text + '"]';
  }

  /** Opens a container. Its `advance` moves to the next item and says whether there was one. */
  function openFrame(source, parent, after, room) {
    const depth = parent === null ? 1 : parent.depth + 1;
    if (depth > MAX_DEPTH) throw NO_COUNTERPART;
    const frame = {
      __proto__: null,
      source,
      parent,
      depth,
      head: '["l"',
      before: ",",
      item: undefined,
      after: "",
      ending: "]" + after,
      advance: nextIndex,
      items: source,
      index: 0,
      length: 0,
    };
    readItems(frame, source);
    // Each item takes two characters at least: an array of length 2^32 - 1 ends here.
    if (frame.length * 2 > room) throw TOO_LARGE;
    return frame;
  }

  function readItems(frame, source) {
    if (isArray(source)) {
      frame.length = source.length;
    } else if (isPlain(source)) {
      frame.head = '["m"';
      frame.items = keys(source);
      frame.advance = nextProperty;
    } else if (typedArrayName(source) !== undefined) {
      frame.length = typedArrayLength(source);
    } else if ((frame.length = attempt(setSize, source)) !== undefined) {
      frame.head = '["s"';
      frame.items = setValues(source);
      frame.advance = nextMember;
    } else {
      frame.length = mapSize(source);
      frame.head = '["m"';
      frame.items = mapEntries(source);
      frame.advance = nextEntry;
    }
  }

  function isPlain(value) {
    const prototype = getPrototypeOf(value);
    return prototype === ObjectPrototype || prototype === null;
  }

  function nextIndex(frame) {
    if (frame.index >= frame.length) return false;
    frame.item = frame.source[frame.index++];
    return true;
  }

  function nextMember(frame) {
    const step = setNext(frame.items);
    if (step.done) return false;
    frame.item = step.value;
    return true;
  }

  function nextEntry(frame) {
    const step = mapNext(frame.items);
    if (step.done) return false;
    if (typeof step.value[0] !== "string") throw NO_COUNTERPART;
    return enterPair(frame, step.value[0], step.value[1]);
  }

  function nextProperty(frame) {
    while (frame.index < frame.items.length) {
      const key = frame.items[frame.index++];
      const item = frame.source[key];
      if (item !== undefined) return enterPair(frame, key, item);
    }
    return false;
  }

  function enterPair(frame, key, item) {
    frame.before = ",[" + stringify(key) + ",";
    frame.item = item;
    frame.after = "]";
    return true;
  }

  function utf8Bytes(text) {
    let bytes = text.length;
    for (let index = 0; index < text.length; index++) {
      const unit = charCodeAt(text, index);
      if (unit > 0x7f) {
        bytes += unit > 0x7ff && (unit & 0xf800) !== 0xd800 ? 2 : 1;
      }
    }
    return bytes;
  }

  /**
   * Decodes what the host has encoded. It does not use JSON.parse but for strings, as that recurses, and
   * the guest's stack may be small.
   *
   * @param {string} text The text, which is trusted
   * @returns {unknown} The value; tuples are arrays here
   */
  function decode(text) {
    let frame = newFrame("", null);
    let at = 0;
    while (at < text.length) {
      switch (text[at]) {
        case ",":
          at++;
          break;
        case "[":
          // What is inside a map are pairs, which have no tag.
          frame = frame.tag === "m"
            ? newFrame("", frame)
            : newFrame(text[at + 2], frame);
          at += frame.tag === "" ? 1 : 4;
          break;
        case "]": {
          const value = close(frame);
          frame = frame.parent;
          frame.items[frame.count++] = value;
          at++;
          break;
        }
        default: {
          const end = endOfScalar(text, at);
          frame.items[frame.count++] = decodeScalar(slice(text, at, end));
          at = end;
        }
      }
    }
    return frame.items[0];
  }

  function newFrame(tag, parent) {
    return {
      __proto__: null,
      tag,
      parent,
      items: setPrototypeOf([], null),
      count: 0,
    };
  }

  function endOfScalar(text, start) {
    if (text[start] === '"') return endOfString(text, start);
    let end = start + 1;
    while (end < text.length && text[end] !== "," && text[end] !== "]") end++;
    return end;
  }

  function endOfString(text, start) {
    for (let quote = start;;) {
      quote = indexOf(text, '"', quote + 1);
      if (quote < 0) return text.length;
      let first = quote;
      while (text[first - 1] === "\\") first--;
      if ((quote - first) % 2 === 0) return quote + 1;
    }
  }

  function decodeScalar(text) {
    switch (text[0]) {
      case '"':
        return parse(text);
      case "n":
        return null;
      case "t":
        return true;
      case "f":
        return false;
      default:
        return +text;
    }
  }

  function close(frame) {
    const { items } = frame;
    switch (frame.tag) {
      case "l":
      case "t":
        return setPrototypeOf(items, ArrayPrototype);
      case "m":
        return toObject(items);
      case "s":
        return toSet(items);
      case "i":
        return items[0][0] === "-"
          ? -OwnBigInt(slice(items[0], 1))
          : OwnBigInt(items[0]);
      case "f":
      case "n":
        return +items[0];
      case "d":
        return new OwnDate(items[0]);
      case "b":
        return toBytes(items[0]);
      case "":
        return items;
      default:
        throw new OwnTypeError(
          "Cannot decode value as the tag of an array must be known",
        );
    }
  }

  function toObject(pairs) {
    const object = {};
    for (let index = 0; index < pairs.length; index++) {
      defineProperty(object, pairs[index][0], {
        __proto__: null,
        value: pairs[index][1],
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    return object;
  }

  function toSet(items) {
    const set = new OwnSet();
    for (let index = 0; index < items.length; index++) {
      setAdd(set, items[index]);
    }
    return set;
  }

  const sextets = { __proto__: null };
  for (let index = 0; index < BASE64.length; index++) {
    sextets[BASE64[index]] = index;
  }

  function toBytes(text) {
    const padding = text.length === 0
      ? 0
      : text.length - indexOf(text + "=", "=");
    const bytes = new OwnUint8Array(text.length / 4 * 3 - padding);
    let to = 0;
    for (let from = 0; from < text.length; from += 4) {
      const four = sextets[text[from]] << 18 | sextets[text[from + 1]] << 12 |
        sextets[text[from + 2]] << 6 | sextets[text[from + 3]];
      bytes[to++] = four >> 16;
      bytes[to++] = four >> 8;
      bytes[to++] = four;
    }
    return bytes;
  }

  return { __proto__: null, encode, decode };
})();
