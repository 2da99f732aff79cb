// Counts the words on standard input and shows the most frequent ones:
//   sandglass run examples/words.ts --stdin README.md -- 5

/** The sandbox provides this function beside the language. */
declare function readline(): string | null;
declare const scriptArgs: readonly string[];

interface Count {
  readonly word: string;
  readonly times: number;
}

function countWords(lines: Iterable<string>): Count[] {
  const counts = new Map<string, number>();
  for (const line of lines) {
    for (const [word] of line.toLowerCase().matchAll(/\p{L}+/gu)) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return Array.from(counts, ([word, times]) => ({ word, times }))
    .sort((a, b) => b.times - a.times || (a.word < b.word ? -1 : 1));
}

function* inputLines(): Generator<string> {
  for (let line = readline(); line !== null; line = readline()) yield line;
}

const wanted = Number(scriptArgs[0] ?? 10);
for (const { word, times } of countWords(inputLines()).slice(0, wanted)) {
  console.log(`${String(times).padStart(6)}  ${word}`);
}
