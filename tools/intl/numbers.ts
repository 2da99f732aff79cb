/**
 * The tables for numbers.
 *
 * @module
 */

type PartType = Intl.NumberFormatPart["type"];

function part(
  type: PartType,
  value: number,
  options: Intl.NumberFormatOptions,
): string {
  const parts = new Intl.NumberFormat("en-US", options).formatToParts(value);
  return parts.find((one) => one.type === type)?.value ?? "";
}

/** A line for each currency: its code, digits, symbol, narrow symbol, name and plural; what is the code is left out. */
export function currencyText(): string {
  return Intl.supportedValuesOf("currency").map((currency) => {
    const of = (
      currencyDisplay: "symbol" | "narrowSymbol" | "name",
      value = 2,
    ) =>
      part("currency", value, { style: "currency", currency, currencyDisplay });
    const { maximumFractionDigits } = new Intl.NumberFormat("en-US", {
      style: "currency",
      currency,
    }).resolvedOptions();
    const symbol = of("symbol");
    const narrow = of("narrowSymbol");
    const title = new Intl.DisplayNames("en-US", { type: "currency" }).of(
      currency,
    ) ?? "";
    return [
      currency,
      maximumFractionDigits === 2 ? "" : maximumFractionDigits,
      symbol === currency ? "" : symbol,
      narrow === symbol ? "" : narrow,
      of("name", 1),
      of("name"),
      title,
    ].join("|");
  }).join("\n");
}

function suffix(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat("en-US", options).format(value).slice(1);
}

/**
 * A line for each unit: its name, what follows a number in the short, narrow and long form, for one and for more, and
 * what follows these where a unit is counted per this one, in the short and narrow form. The lines of compound units are
 * those that are not made by rule.
 */
export function unitText(): string {
  const units = Intl.supportedValuesOf("unit");
  const lines = new Map(units.map((unit) => [unit, unitLine(unit)]));
  const compounds: string[] = [];
  for (const one of units) {
    for (const per of units) {
      const real = formsOf(`${one}-per-${per}`).join("|");
      const made = compound(formsOf(one), perOf(per), formsOf(per));
      if (real !== made.join("|")) compounds.push(`${one}-per-${per}|${real}`);
    }
  }
  return [...lines.values(), ...compounds].join("\n");
}

function unitLine(unit: string): string {
  return [unit, ...formsOf(unit), ...perOf(unit)].join("|");
}

function formsOf(unit: string): string[] {
  return (["short", "narrow", "long"] as const).flatMap((unitDisplay) =>
    [1, 2].map((value) => suffix(value, { style: "unit", unit, unitDisplay }))
  );
}

/** By a unit that has no compounds of its own. */
function perOf(unit: string): string[] {
  const [short = "", , narrow = ""] = formsOf(`kilobit-per-${unit}`);
  return [short.slice(" kb".length), narrow.slice("kb".length)];
}

/** The forms of a compound unit as the guest makes them. */
function compound(
  one: readonly string[],
  [short, narrow]: readonly string[],
  per: readonly string[],
): string[] {
  const ends = [short, short, narrow, narrow, ` per${per[4]}`, ` per${per[4]}`];
  return one.map((form, i) => `${form}${ends[i]}`);
}
