// Draws letters at random by their frequencies, with its own generator.

function boundsOfLetters() {
  const frequencies = [
    ["a", 0.3029549426680],
    ["c", 0.1979883004921],
    ["g", 0.1975473066391],
    ["t", 0.3015094502008],
  ];
  let total = 0;
  return frequencies.map(([letter, share]) => {
    total += share;
    return [total, letter];
  });
}

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  const bounds = boundsOfLetters();
  const lines = [];
  let seed = 42;
  let line = [];
  for (let i = 0; i < n; i++) {
    seed = (seed * 3877 + 29573) % 139968;
    const at = seed / 139968;
    for (const [bound, letter] of bounds) {
      if (at < bound) {
        line.push(letter);
        break;
      }
    }
    if (line.length === 60) {
      lines.push(line.join(""));
      line = [];
    }
  }
  lines.push(line.join(""));
  let checksum = 0;
  for (const text of lines) {
    for (const letter of text) {
      checksum = (checksum * 31 + letter.charCodeAt(0)) % 1000003;
    }
  }
  return `${lines.length} lines, ${checksum}`;
}
