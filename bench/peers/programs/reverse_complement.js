// Reverses a long text and exchanges its letters, by bytes.

function letters(n) {
  const codes = [97, 99, 103, 116];
  const text = new Uint8Array(n);
  let seed = 42;
  for (let i = 0; i < n; i++) {
    seed = (seed * 3877 + 29573) % 139968;
    text[i] = codes[Math.floor(seed * 4 / 139968)];
  }
  return text;
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  const text = letters(n);
  const other = new Uint8Array(256).map((_, i) => i);
  [[97, 116], [99, 103], [103, 99], [116, 97]].forEach(([letter, it]) => {
    other[letter] = it;
  });
  let low = 0;
  for (let high = n - 1; low <= high; low++, high--) {
    const kept = other[text[low]];
    text[low] = other[text[high]];
    text[high] = kept;
  }
  let checksum = 0;
  for (const byte of text) checksum = (checksum * 31 + byte) % 1000003;
  return `${String.fromCharCode(...text.subarray(0, 12))} ${checksum}`;
}
