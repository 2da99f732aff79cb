// Text for any value, as node's `util.inspect` would write it. Evaluated in the guest's context before any guest code;
// the result is `{ inspect }`.
//
// It never throws, and its time and text are bounded: by the nesting, by the items of each collection and by the
// characters in all. Nothing is looked up later than here, as guest code may replace any global and any method, and
// nothing is assigned where a setter of the guest's could be inherited. Getters are not called, but for the `name`,
// `message` and `stack` of errors; the traps of a proxy are. The text has no NUL and no lone surrogate. There are no
// template literals here, as QuickJS makes calls of `String.prototype.concat` of them.
(function () {
  "use strict";

  /** Levels of nesting that are shown below the first. */
  const MAX_DEPTH = 2;
  /** Items of a collection, and properties of an object, that are shown. */
  const MAX_ITEMS = 100;
  /** Characters that are shown of a string inside something, and of any name. */
  const MAX_STRING_CHARS = 10_000;
  const MAX_CHARS = 100_000;
  const LINE_CHARS = 80;
  /** How far along a chain of prototypes is looked: that of a proxy may be endless. */
  const MAX_PROTOTYPES = 32;
  /** Past this many digits the decimal text of a big integer takes too long to make. */
  const MAX_HEX_DIGITS = 10_000;

  const { bind, call } = Function.prototype;
  const uncurry = bind.bind(call);
  const {
    getOwnPropertyDescriptor,
    getOwnPropertySymbols,
    getPrototypeOf,
    hasOwn,
    keys,
    setPrototypeOf,
  } = Object;
  const { floor, max, min, round, sqrt } = Math;
  const { isArray } = Array;
  const { stringify } = JSON;
  const OwnMap = Map;
  const ErrorPrototype = Error.prototype;
  const { toStringTag } = Symbol;

  const getter = (object, name) =>
    uncurry(getOwnPropertyDescriptor(object, name).get);
  const bigintToString = uncurry(BigInt.prototype.toString);
  const symbolToString = uncurry(Symbol.prototype.toString);
  const functionToString = uncurry(Function.prototype.toString);
  const indexOf = uncurry(String.prototype.indexOf);
  const isWellFormed = uncurry(String.prototype.isWellFormed);
  const repeat = uncurry(String.prototype.repeat);
  const slice = uncurry(String.prototype.slice);
  const exec = uncurry(RegExp.prototype.exec);
  const regExpSource = getter(RegExp.prototype, "source");
  const regExpFlags = getter(RegExp.prototype, "flags");
  const dateTime = uncurry(Date.prototype.getTime);
  const dateToText = uncurry(Date.prototype.toISOString);
  const typedArrayName = getter(
    getPrototypeOf(Uint8Array.prototype),
    toStringTag,
  );
  const typedArrayLength = getter(
    getPrototypeOf(Uint8Array.prototype),
    "length",
  );
  const arrayBufferLength = getter(ArrayBuffer.prototype, "byteLength");
  const mapSize = getter(Map.prototype, "size");
  const mapEntries = uncurry(Map.prototype.entries);
  const mapNext = uncurry(getPrototypeOf(new Map().entries()).next);
  const mapGet = uncurry(Map.prototype.get);
  const mapSet = uncurry(Map.prototype.set);
  const setSize = getter(Set.prototype, "size");
  const setValues = uncurry(Set.prototype.values);
  const setNext = uncurry(getPrototypeOf(new Set().values()).next);
  const weakMapHas = uncurry(WeakMap.prototype.has);
  const weakSetHas = uncurry(WeakSet.prototype.has);
  const boxes = setPrototypeOf(
    [
      {
        __proto__: null,
        name: "Number",
        unbox: uncurry(Number.prototype.valueOf),
      },
      {
        __proto__: null,
        name: "String",
        unbox: uncurry(String.prototype.valueOf),
      },
      {
        __proto__: null,
        name: "Boolean",
        unbox: uncurry(Boolean.prototype.valueOf),
      },
      {
        __proto__: null,
        name: "BigInt",
        unbox: uncurry(BigInt.prototype.valueOf),
      },
      {
        __proto__: null,
        name: "Symbol",
        unbox: uncurry(Symbol.prototype.valueOf),
      },
    ],
    null,
  );

  const IDENTIFIER = /^[A-Za-z_]\w*$/;
  const NUMBER = /^-?(\d[\d.]*(e[+-]\d+)?n?|Infinity|NaN)$/;
  const CLASS = /^class(?![\w$])/;

  /**
   * Describes a value.
   *
   * @param {unknown} value Anything
   * @param {number} maxChars UTF-16 units that the text may have
   * @returns {string} A text for people
   */
  function inspect(value, maxChars = MAX_CHARS) {
    // `refs` numbers what a `[Circular *1]` refers to.
    const state = {
      __proto__: null,
      room: maxChars,
      depth: 0,
      path: null,
      refs: new OwnMap(),
      refCount: 0,
    };
    const text = typeof value === "string"
      ? quote(value, max(maxChars - 40, 0))
      : format(state, value);
    if (text.length <= maxChars) return text;
    return slice(cut(text, max(maxChars - 3, 0)), 0, maxChars);
  }

  function cut(text, length) {
    // Not between the halves of a surrogate pair.
    const end = isWellFormed(slice(text, 0, length)) ? length : length - 1;
    return slice(text, 0, end) + "...";
  }

  function format(state, value) {
    const room = state.room;
    const isObject = typeof value === "function" ||
      (typeof value === "object" && value !== null);
    const text = isObject ? formatInside(state, value) : formatPrimitive(value);
    state.room = room - text.length;
    return text;
  }

  function formatPrimitive(value) {
    switch (typeof value) {
      case "string":
        return quote(value, MAX_STRING_CHARS);
      case "number":
        return value === 0 && 1 / value < 0 ? "-0" : "" + value;
      case "bigint":
        return formatBigInt(value);
      case "symbol":
        return clean(symbolToString(value));
      default:
        return "" + value;
    }
  }

  function formatBigInt(value) {
    const digits = bigintToString(value < 0n ? -value : value, 16);
    if (digits.length <= MAX_HEX_DIGITS) return "" + value + "n";
    return (value < 0n ? "-" : "") + "0x" + slice(digits, 0, 100) + "... " +
      (digits.length - 100) + " more digits";
  }

  function formatInside(state, value) {
    for (let place = state.path; place !== null; place = place.parent) {
      if (place.value === value) return formatCircular(state, value);
    }
    const place = { __proto__: null, value, parent: state.path };
    state.path = place;
    state.depth++;
    try {
      const text = formatObject(state, value);
      const ref = mapGet(state.refs, value);
      return ref === undefined ? text : "<ref *" + ref + "> " + text;
    } catch {
      // A trap of a proxy threw, or the stack ends here.
      return "[Unreadable]";
    } finally {
      state.depth--;
      state.path = place.parent;
    }
  }

  function formatCircular(state, value) {
    if (mapGet(state.refs, value) === undefined) {
      mapSet(state.refs, value, ++state.refCount);
    }
    return "[Circular *" + mapGet(state.refs, value) + "]";
  }

  function formatObject(state, value) {
    const name = constructorName(value);
    if (typeof value === "function") {
      return withProperties(state, value, formatFunction(value, name));
    }
    if (isArray(value)) return formatArray(state, value, name);
    if (isErrorLike(value)) return formatError(state, value, name);
    return formatBranded(state, value, name) ??
      formatRecord(state, value, name);
  }

  /** Objects that their own methods recognise, independent of their prototype. */
  function formatBranded(state, value, name) {
    const typed = typedArrayName(value);
    if (typed !== undefined) {
      return formatTypedArray(state, value, name ?? typed);
    }
    if (attempt(mapSize, value) !== undefined) {
      return formatMembers(state, value, name ?? "Map", true);
    }
    if (attempt(setSize, value) !== undefined) {
      return formatMembers(state, value, name ?? "Set", false);
    }
    const time = attempt(dateTime, value);
    if (time !== undefined) {
      return withProperties(
        state,
        value,
        time === time ? dateToText(value) : "Invalid Date",
      );
    }
    const source = attempt(regExpSource, value);
    if (source !== undefined) {
      return withProperties(
        state,
        value,
        clean("/" + source + "/" + asText(attempt(regExpFlags, value))),
      );
    }
    const bytes = attempt(arrayBufferLength, value);
    if (bytes !== undefined) {
      return (name ?? "ArrayBuffer") + " { byteLength: " + bytes + " }";
    }
    if (attempt(weakMapHas, value) !== undefined) {
      return (name ?? "WeakMap") + " { <items unknown> }";
    }
    if (attempt(weakSetHas, value) !== undefined) {
      return (name ?? "WeakSet") + " { <items unknown> }";
    }
    for (let index = 0; index < boxes.length; index++) {
      const unboxed = attempt(boxes[index].unbox, value);
      if (unboxed !== undefined) {
        return "[" + boxes[index].name + ": " + format(state, unboxed) + "]";
      }
    }
    return undefined;
  }

  function attempt(read, value) {
    try {
      return read(value);
    } catch {
      return undefined;
    }
  }

  function asText(value) {
    return typeof value === "string" ? value : "";
  }

  function formatRecord(state, value, name) {
    const tag = clean(asText(tagOf(value)));
    let prefix = name === null
      ? "[Object: null prototype] "
      : name === "Object"
      ? ""
      : name + " ";
    if (tag !== "" && tag !== name) {
      prefix = (name ?? "[Object: null prototype]") + " [" + tag + "] ";
    }
    if (isTooDeep(state) && hasProperties(value)) {
      return "[" + (prefix === "" ? "Object" : slice(prefix, 0, -1)) + "]";
    }
    return layOut(
      state,
      prefix + "{",
      properties(state, value, newList()),
      "}",
    );
  }

  /** Something that has a text of its own, and the properties that it was given beside. */
  function withProperties(state, value, text) {
    if (isTooDeep(state) || !hasProperties(value)) return text;
    return layOut(state, text + " {", properties(state, value, newList()), "}");
  }

  function formatFunction(value, name) {
    const own = asText(dataOf(value, "name"));
    if (exec(CLASS, asText(attempt(functionToString, value))) !== null) {
      const parent = getPrototypeOf(value);
      const parentName = typeof parent === "function"
        ? asText(dataOf(parent, "name"))
        : "";
      return clean(
        "[class " + (own || "(anonymous)") +
          (parentName === "" ? "" : " extends " + parentName) + "]",
      );
    }
    return clean(
      "[" + (name ?? "Function") + (own === "" ? " (anonymous)" : ": " + own) +
        "]",
    );
  }

  function formatArray(state, value, name) {
    const { length } = value;
    const prefix = name === "Array"
      ? ""
      : (name ?? "[Array: null prototype]") + "(" + length + ") ";
    if (isTooDeep(state) && length > 0) return "[" + (name ?? "Array") + "]";
    const entries = newList();
    let names;
    let at = 0;
    while (at < length && entries.length < MAX_ITEMS && state.room > 0) {
      const item = getOwnPropertyDescriptor(value, at);
      if (item !== undefined) {
        push(entries, formatProperty(state, item));
        at++;
        continue;
      }
      names ??= keys(value);
      const next = nextIndex(names, at, length);
      push(
        entries,
        "<" + (next - at) + " empty item" + (next - at === 1 ? "" : "s") + ">",
      );
      at = next;
    }
    const shown = entries.length;
    if (at < length) push(entries, more(length - at, "item"));
    if (length <= MAX_ITEMS) properties(state, value, entries, length);
    const isGrouped = shown > 6 &&
      entries.length === shown + (at < length ? 1 : 0);
    return layOut(
      state,
      prefix + "[",
      isGrouped ? inColumns(state, entries, shown) : entries,
      "]",
    );
  }

  /** The first index from `at` on that is no hole. */
  function nextIndex(names, at, length) {
    for (let index = 0; index < names.length; index++) {
      const candidate = +names[index];
      if (
        candidate >= at && candidate < length && "" + candidate === names[index]
      ) return candidate;
    }
    return length;
  }

  function formatTypedArray(state, value, name) {
    const length = typedArrayLength(value);
    if (isTooDeep(state) && length > 0) return "[" + name + "]";
    const entries = newList();
    const shown = min(length, MAX_ITEMS);
    for (let index = 0; index < shown; index++) {
      push(entries, format(state, value[index]));
    }
    if (length > shown) push(entries, more(length - shown, "item"));
    const grouped = shown > 6 ? inColumns(state, entries, shown) : entries;
    return layOut(state, name + "(" + length + ") [", grouped, "]");
  }

  function formatMembers(state, value, name, isMap) {
    const size = isMap ? mapSize(value) : setSize(value);
    const members = isMap ? mapEntries(value) : setValues(value);
    const next = isMap ? mapNext : setNext;
    if (isTooDeep(state) && size > 0) return "[" + name + "]";
    const entries = newList();
    for (let step = next(members); !step.done; step = next(members)) {
      if (entries.length >= MAX_ITEMS || state.room <= 0) {
        push(entries, more(size - entries.length, "item"));
        break;
      }
      const first = format(state, isMap ? step.value[0] : step.value);
      const text = isMap
        ? first + " => " + format(state, step.value[1])
        : first;
      push(entries, text);
    }
    properties(state, value, entries);
    return layOut(state, name + "(" + size + ") {", entries, "}");
  }

  function isErrorLike(value) {
    return someInChain(
      value,
      (object) => object === ErrorPrototype || undefined,
    ) === true;
  }

  function formatError(state, value, constructor) {
    const name = asText(attempt((error) => error.name, value)) || "Error";
    const message = asText(attempt((error) => error.message, value));
    const shownName = name === "Error" && constructor !== null
      ? constructor
      : name;
    const headline = message === "" ? shownName : shownName + ": " + message;
    const frames = guestFrames(
      asText(attempt((error) => error.stack, value)),
      headline,
    );
    const indent = repeat("  ", state.depth - 1);
    const text = clean(frames === "" ? "[" + headline + "]" : headline) +
      (frames === "" ? "" : indentLines(clean(frames), indent));
    if (isTooDeep(state)) return text;
    const entries = newList();
    pushHidden(state, value, "cause", entries);
    pushHidden(state, value, "errors", entries);
    properties(state, value, entries);
    return entries.length === 0
      ? text
      : layOut(state, text + " {", entries, "}");
  }

  function pushHidden(state, value, name, entries) {
    const property = getOwnPropertyDescriptor(value, name);
    if (property === undefined || property.enumerable) return;
    push(entries, "[" + name + "]: " + formatProperty(state, property));
  }

  /** The lines of a stack that are not ours, each after a newline. */
  function guestFrames(stack, headline) {
    let text = "";
    let from = indexOf(stack, headline) === 0 ? headline.length : 0;
    while (from < stack.length && text.length < MAX_STRING_CHARS) {
      const newline = indexOf(stack, "\n", from);
      const end = newline < 0 ? stack.length : newline;
      const line = slice(stack, from, end);
      if (line !== "" && indexOf(line, "<sandglass:") < 0) text += "\n" + line;
      from = end + 1;
    }
    return text;
  }

  function indentLines(text, indent) {
    if (indent === "") return text;
    let out = "";
    for (let from = 0; from < text.length;) {
      const newline = indexOf(text, "\n", from);
      const end = newline < 0 ? text.length : newline + 1;
      out += slice(text, from, end) + (newline < 0 ? "" : indent);
      from = end;
    }
    return out;
  }

  /** Adds an entry for each own enumerable property; those before `skip` are an array's items. */
  function properties(state, value, entries, skip = 0) {
    const names = keys(value);
    const symbols = getOwnPropertySymbols(value);
    const count = names.length + symbols.length;
    for (let index = 0; index < count; index++) {
      const name = index < names.length
        ? names[index]
        : symbols[index - names.length];
      if (
        skip > 0 && typeof name === "string" && +name < skip &&
        "" + +name === name
      ) continue;
      const property = getOwnPropertyDescriptor(value, name);
      if (property === undefined || !property.enumerable) continue;
      if (index >= MAX_ITEMS + skip || state.room <= 0) {
        push(entries, more(count - index, "propert", "y", "ies"));
        break;
      }
      const key = formatKey(name);
      state.room -= key.length;
      push(entries, key + ": " + formatProperty(state, property));
    }
    return entries;
  }

  function hasProperties(value) {
    return keys(value).length > 0 || getOwnPropertySymbols(value).length > 0;
  }

  function formatKey(name) {
    if (typeof name === "symbol") {
      return "[" + clean(symbolToString(name)) + "]";
    }
    if (name === "__proto__") return "['__proto__']";
    const isPlain = name.length <= MAX_STRING_CHARS &&
      exec(IDENTIFIER, name) !== null;
    return isPlain ? name : quote(name, MAX_STRING_CHARS);
  }

  function formatProperty(state, property) {
    if (hasOwn(property, "value")) return format(state, property.value);
    if (property.get === undefined) return "[Setter]";
    return property.set === undefined ? "[Getter]" : "[Getter/Setter]";
  }

  function more(count, noun, one = "", many = "s") {
    return "... " + count + " more " + noun + (count === 1 ? one : many);
  }

  function isTooDeep(state) {
    return state.depth > MAX_DEPTH + 1;
  }

  function constructorName(value) {
    const name = someInChain(getPrototypeOf(value), (object) => {
      const constructor = dataOf(object, "constructor");
      const own = typeof constructor === "function"
        ? dataOf(constructor, "name")
        : undefined;
      return typeof own === "string" && own !== "" ? own : undefined;
    });
    return name === undefined ? null : clean(name);
  }

  function tagOf(value) {
    return someInChain(value, (object) => dataOf(object, toStringTag));
  }

  function someInChain(value, read) {
    let object = value;
    for (let step = 0; object !== null && step < MAX_PROTOTYPES; step++) {
      const found = read(object);
      if (found !== undefined) return found;
      object = getPrototypeOf(object);
    }
    return undefined;
  }

  /** An own property's value, without calling its getter. */
  function dataOf(object, name) {
    const property = getOwnPropertyDescriptor(object, name);
    return property !== undefined && hasOwn(property, "value")
      ? property.value
      : undefined;
  }

  // Text

  function newList() {
    return setPrototypeOf([], null);
  }

  function push(list, item) {
    list[list.length] = item;
  }

  function join(list, separator) {
    let text = "";
    for (let index = 0; index < list.length; index++) {
      text += index === 0 ? list[index] : separator + list[index];
    }
    return text;
  }

  function layOut(state, open, entries, close) {
    if (entries.length === 0) return open + close;
    const indent = repeat("  ", state.depth - 1);
    const joined = join(entries, ", ");
    const length = indent.length + open.length + joined.length + 12;
    const isShort = length <= LINE_CHARS && !entries.inRows &&
      indexOf(open + joined, "\n") < 0;
    if (isShort) return open + " " + joined + " " + close;
    return open + "\n" + indent + "  " + join(entries, ",\n" + indent + "  ") +
      "\n" + indent + close;
  }

  /**
   * Sets many short items in columns, as node does. `count` leaves out the entry
   * that says how many more there are.
   */
  function inColumns(state, entries, count) {
    let total = 0;
    let widest = 0;
    let isNumeric = true;
    for (let index = 0; index < count; index++) {
      const entry = entries[index];
      if (indexOf(entry, "\n") >= 0) return entries;
      total += entry.length + 2;
      widest = max(widest, entry.length);
      isNumeric &&= entry.length < 400 && exec(NUMBER, entry) !== null;
    }
    const room = LINE_CHARS - 2 * (state.depth - 1);
    const width = widest + 2;
    if (width * 3 >= room || (total / width <= 5 && widest > 6)) return entries;
    const bias = sqrt(width - total / entries.length);
    const biased = max(width - 3 - bias, 1);
    const square = round(sqrt(2.5 * biased * count) / biased);
    const columns = min(square, floor(room / width), 12);
    return columns <= 1 ? entries : toRows(entries, count, columns, isNumeric);
  }

  function toRows(entries, count, columns, isNumeric) {
    const rows = newList();
    rows.inRows = true;
    for (let from = 0; from < count; from += columns) {
      const end = min(from + columns, count);
      let row = "";
      for (let index = from; index < end; index++) {
        const separator = index === end - 1 ? "" : ", ";
        const space = spaceBeside(entries, count, index, columns);
        if (isNumeric) row += space + entries[index] + separator;
        else row += entries[index] + separator + (separator && space);
      }
      push(rows, row);
    }
    if (count < entries.length) push(rows, entries[count]);
    return rows;
  }

  /** What fills an item up to the width of its column. */
  function spaceBeside(entries, count, index, columns) {
    let widest = 0;
    for (let other = index % columns; other < count; other += columns) {
      widest = max(widest, entries[other].length);
    }
    return repeat(" ", widest - entries[index].length);
  }

  function clean(text) {
    const short = text.length > MAX_STRING_CHARS
      ? cut(text, MAX_STRING_CHARS)
      : text;
    return isWellFormed(short) && indexOf(short, "\0") < 0
      ? short
      : slice(stringify(short), 1, -1);
  }

  function quote(text, maxChars) {
    const left = text.length - maxChars;
    const shown = left > 0 ? slice(text, 0, maxChars) : text;
    return quoteAll(shown) + (left > 0 ? more(left, "character") : "");
  }

  /** In single quotes, or in others if these spare a backslash. */
  function quoteAll(text) {
    const json = stringify(text);
    if (indexOf(text, "'") < 0) return "'" + unescapeQuotes(json) + "'";
    if (indexOf(text, '"') < 0) return json;
    const body = unescapeQuotes(json);
    const fitsBackticks = indexOf(text, "`") < 0 && indexOf(text, "${") < 0;
    return fitsBackticks
      ? "`" + body + "`"
      : "'" + escapeApostrophes(body) + "'";
  }

  /** What stands between the quotes of a JSON string, its own double quotes without their backslash. */
  function unescapeQuotes(body) {
    let text = "";
    let from = 1;
    for (
      let at = indexOf(body, '"', from);
      at < body.length - 1;
      at = indexOf(body, '"', from)
    ) {
      text += slice(body, from, at - 1) + '"';
      from = at + 1;
    }
    return text + slice(body, from, -1);
  }

  function escapeApostrophes(body) {
    let text = "";
    let from = 0;
    for (let at = indexOf(body, "'"); at >= 0; at = indexOf(body, "'", from)) {
      text += slice(body, from, at) + "\\'";
      from = at + 1;
    }
    return text + slice(body, from);
  }

  return { __proto__: null, inspect };
})();
