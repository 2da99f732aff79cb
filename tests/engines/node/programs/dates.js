// Dates as text, in the default locale.
const date = new Date(Date.UTC(2024, 1, 29, 15, 4, 5));
console.log(date.toLocaleString("default", { month: "long" }));
console.log((1234.5).toLocaleString("default"));
