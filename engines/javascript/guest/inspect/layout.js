// How entries are set in lines and columns.

import {
  $Number,
  exec,
  floor,
  indexOf,
  max,
  min,
  repeat,
  round,
  setPrototypeOf,
  sqrt,
} from "../intrinsics.js";

/**
 * @import { State } from "./state.js"
 *
 * @typedef {string[] & { inRows?: boolean }} List Entries, without a prototype.
 */

const NUMBER = /^-?(\d[\d.]*(e[+-]\d+)?n?|Infinity|NaN)$/;

/** @returns {List} */
export function newList() {
  return setPrototypeOf([], null);
}

/**
 * @param {List} list
 * @param {string} item
 */
export function push(list, item) {
  list[list.length] = item;
}

/**
 * @param {List} list
 * @param {string} separator
 */
function join(list, separator) {
  let text = "";
  for (let index = 0; index < list.length; index++) {
    text += index === 0 ? list[index] : separator + list[index];
  }
  return text;
}

/**
 * @param {State} state
 * @param {string} open
 * @param {List} entries
 * @param {string} close
 */
export function layOut(state, open, entries, close) {
  state.hasEntries = entries.length > 0;
  if (!state.hasEntries) return open + close;
  const indent = repeat("  ", state.depth - 1);
  const joined = join(entries, ", ");
  const length = indent.length + open.length + joined.length + 12;
  const { breakLength, compact } = state.options;
  // As in node, a line has no more levels of nesting than `compact` says.
  const isFlat = compact === true ||
    state.lastDepth - state.depth < $Number(compact);
  const isShort = isFlat && length <= breakLength &&
    !entries.inRows && indexOf(open + joined, "\n") < 0;
  if (isShort) return open + " " + joined + " " + close;
  return open + "\n" + indent + "  " + join(entries, ",\n" + indent + "  ") +
    "\n" + indent + close;
}

/**
 * Sets many short items in columns, as node does. `count` leaves out the entry
 * that says how many more there are.
 *
 * @param {State} state
 * @param {List} entries
 * @param {number} count
 */
export function inColumns(state, entries, count) {
  const { breakLength, compact } = state.options;
  if (compact === false) return entries;
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
  const room = breakLength - 2 * (state.depth - 1);
  const width = widest + 2;
  if (width * 3 >= room || (total / width <= 5 && widest > 6)) return entries;
  const bias = sqrt(width - total / entries.length);
  const biased = max(width - 3 - bias, 1);
  const square = round(sqrt(2.5 * biased * count) / biased);
  const columns = min(square, floor(room / width), 12);
  return columns <= 1 ? entries : toRows(entries, count, columns, isNumeric);
}

/**
 * @param {List} entries
 * @param {number} count
 * @param {number} columns
 * @param {boolean} isNumeric
 */
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

/**
 * What fills an item up to the width of its column.
 *
 * @param {List} entries
 * @param {number} count
 * @param {number} index
 * @param {number} columns
 */
function spaceBeside(entries, count, index, columns) {
  let widest = 0;
  for (let other = index % columns; other < count; other += columns) {
    widest = max(widest, entries[other].length);
  }
  return repeat(" ", widest - entries[index].length);
}
