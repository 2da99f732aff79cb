// Computes the digits of pi one by one, with integers of any size.

// deno-lint-ignore no-unused-vars -- what is put behind it calls it
function main(n) {
  const digits = [];
  let numerator = 1n;
  let extra = 0n;
  let denominator = 1n;
  for (let k = 1n; digits.length < n; k++) {
    const odd = 2n * k + 1n;
    extra = (2n * numerator + extra) * odd;
    denominator *= odd;
    numerator *= k;
    if (numerator > extra) continue;
    const digit = (3n * numerator + extra) / denominator;
    if (digit !== (4n * numerator + extra) / denominator) continue;
    digits.push(String(digit));
    extra = 10n * (extra - digit * denominator);
    numerator *= 10n;
  }
  return digits.join("");
}
