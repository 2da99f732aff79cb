// Containers, item by item: nothing recurses, as the stack may be small.

import {
  attempt,
  isArray,
  keys,
  mapEntries,
  mapNext,
  mapSize,
  setNext,
  setSize,
  setValues,
  stringify,
  typedArrayLength,
  typedArrayName,
} from "../intrinsics.js";
import { MAX_DEPTH } from "../../../worker/shared_values.js";
import { isPlain, NO_COUNTERPART, TOO_LARGE } from "./scalars.js";

/**
 * @typedef {ContainerFrame & WithoutPrototype} Frame
 *
 * @typedef {object} ContainerFrame A container that is being written.
 * @property {object} source
 * @property {Frame | null} parent
 * @property {number} depth
 * @property {string} head
 * @property {string} before What comes before the next item.
 * @property {unknown} item
 * @property {string} after
 * @property {string} ending
 * @property {(frame: Frame) => boolean} advance Moves to the next item, and says whether there was one.
 * @property {readonly string[]} names Of the properties of a plain object.
 * @property {SetIterator<unknown> | null} members Of a set.
 * @property {MapIterator<[unknown, unknown]> | null} entries Of a map.
 * @property {number} index
 * @property {number} length
 */

/** @type {readonly string[]} */
const NONE = [];

/**
 * Opens a container. Its `advance` moves to the next item and says whether there was one.
 *
 * @param {object} source
 * @param {Frame | null} parent
 * @param {string} after
 * @param {number} room
 * @returns {Frame}
 */
export function openFrame(source, parent, after, room) {
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
    names: NONE,
    members: null,
    entries: null,
    index: 0,
    length: 0,
  };
  readItems(frame, source);
  // Each item takes two characters at least: an array of length 2^32 - 1 ends here.
  if (frame.length * 2 > room) throw TOO_LARGE;
  return frame;
}

/**
 * @param {Frame} frame
 * @param {object} source
 */
function readItems(frame, source) {
  if (isArray(source)) {
    frame.length = source.length;
  } else if (isPlain(source)) {
    frame.head = '["m"';
    frame.names = keys(source);
    frame.advance = nextProperty;
  } else if (typedArrayName(source) !== undefined) {
    frame.length = typedArrayLength(source);
  } else {
    const size = attempt(setSize, source);
    frame.length = size ?? mapSize(source);
    frame.head = size === undefined ? '["m"' : '["s"';
    frame.advance = size === undefined ? nextEntry : nextMember;
    if (size === undefined) frame.entries = mapEntries(source);
    else frame.members = setValues(source);
  }
}

/** @param {Frame} frame */
function nextIndex(frame) {
  if (frame.index >= frame.length) return false;
  frame.item = itemOf(frame.source, frame.index++);
  return true;
}

/** @param {Frame} frame */
function nextMember(frame) {
  const step = frame.members === null ? undefined : setNext(frame.members);
  if (step === undefined || step.done) return false;
  frame.item = step.value;
  return true;
}

/** @param {Frame} frame */
function nextEntry(frame) {
  const step = frame.entries === null ? undefined : mapNext(frame.entries);
  if (step === undefined || step.done) return false;
  if (typeof step.value[0] !== "string") throw NO_COUNTERPART;
  return enterPair(frame, step.value[0], step.value[1]);
}

/** @param {Frame} frame */
function nextProperty(frame) {
  while (frame.index < frame.names.length) {
    const key = frame.names[frame.index++];
    const item = itemOf(frame.source, key);
    if (item !== undefined) return enterPair(frame, key, item);
  }
  return false;
}

/**
 * @param {Frame} frame
 * @param {string} key
 * @param {unknown} item
 */
function enterPair(frame, key, item) {
  frame.before = ",[" + stringify(key) + ",";
  frame.item = item;
  frame.after = "]";
  return true;
}

/**
 * @param {object} source
 * @param {PropertyKey} name
 */
function itemOf(source, name) {
  // A cast, as any object may have any property.
  return /** @type {Record<PropertyKey, unknown>} */ (source)[name];
}
