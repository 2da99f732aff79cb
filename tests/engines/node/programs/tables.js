// Tables of what can be iterated have a column of values.
console.table(new Set([1, "two", [3], { a: 4 }]));
console.table(new Map([["a", { x: 1 }], ["b", [2]]]));
console.table(["x", "y"].entries());
console.table([{ a: 1, b: { c: 2 } }, [3], 4], ["a", "b"]);
