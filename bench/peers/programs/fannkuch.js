// Reverses leading pancakes until the first is a one, for every permutation of them.

function flips(order) {
  const pancakes = order.slice();
  let count = 0;
  for (let first = pancakes[0]; first !== 0; first = pancakes[0]) {
    let low = 0;
    for (let high = first; low < high; low++, high--) {
      const kept = pancakes[low];
      pancakes[low] = pancakes[high];
      pancakes[high] = kept;
    }
    count++;
  }
  return count;
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  const order = Array.from({ length: n }, (_, i) => i);
  const turns = Array.from({ length: n }, () => 0);
  let most = 0;
  let checksum = 0;
  for (let number = 0;; number++) {
    const count = flips(order);
    most = Math.max(most, count);
    checksum += number % 2 === 0 ? count : -count;
    if (!advance(order, turns)) return `${checksum} ${most}`;
  }
}

/** Makes the next permutation: rotates the first items by one place, as an odometer does. */
function advance(order, turns) {
  for (let place = 1; place < order.length; place++) {
    const first = order[0];
    for (let i = 0; i < place; i++) order[i] = order[i + 1];
    order[place] = first;
    turns[place]++;
    if (turns[place] <= place) return true;
    turns[place] = 0;
  }
  return false;
}
