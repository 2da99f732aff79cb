// What arrays do, without methods that a guest may have replaced.

/**
 * Adds an item.
 *
 * @template Item
 * @param {Item[]} list
 * @param {Item} item
 */
export function append(list, item) {
  list[list.length] = item;
}

/**
 * Takes the last item away.
 *
 * @template Item
 * @param {Item[]} list
 * @returns {Item | undefined} The item
 */
export function takeLast(list) {
  const { length } = list;
  if (length === 0) return undefined;
  const item = list[length - 1];
  list.length = length - 1;
  return item;
}

/**
 * Some of the names of a path, with slashes between them.
 *
 * @param {readonly string[]} names
 * @param {number} [start]
 * @param {number} [end]
 */
export function joinNames(names, start = 0, end = names.length) {
  let text = "";
  for (let i = start; i < end; i++) {
    text += i === start ? names[i] : `/${names[i]}`;
  }
  return text;
}
