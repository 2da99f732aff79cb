/**
 * The tables of time zones.
 *
 * @module
 */
import { posixOffset } from "../../engines/javascript/guest/intl/posix_zone.js";

/** Compiled time zones, as RFC 8536 has them. */
interface Compiled {
  /** Times in seconds and what begins at each. */
  readonly transitions: readonly (readonly [number, number])[];
  readonly types: readonly { readonly offset: number; readonly dst: boolean }[];
  /** The rule that holds afterwards. */
  readonly rule: string;
}

const decoder = new TextDecoder();
const JANUARY = new Date(Date.UTC(2025, 0, 15));
const JULY = new Date(Date.UTC(2025, 6, 15));

function canonical(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: zone })
      .resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

function* filesOf(directory: string, path = ""): Generator<string> {
  for (
    const { name, isDirectory } of Deno.readDirSync(`${directory}/${path}`)
  ) {
    const whole = path === "" ? name : `${path}/${name}`;
    if (["posix", "right", "posixrules", "localtime"].includes(whole)) continue;
    if (isDirectory) yield* filesOf(directory, whole);
    else if (/^[A-Z][\w+/-]*$/.test(whole)) yield whole;
  }
}

function canonicalZones(directory: string): string[] {
  const all = [...filesOf(directory)].map(canonical);
  const named = all.filter((zone) => zone !== undefined && zone !== "UTC");
  return [
    ...new Set([...named as string[], ...Intl.supportedValuesOf("timeZone")]),
  ].filter((zone) => zone !== "UTC").sort();
}

/** A line for each other name of a zone: the name and the zone. */
export function linkText(directory: string): string {
  return [...filesOf(directory)].sort().flatMap((name) => {
    const zone = canonical(name);
    return zone === undefined || zone === name ? [] : [`${name}|${zone}`];
  }).join("\n");
}

/**
 * A line for each zone: its name, the number of its names in the table of those, its offsets, its transitions and its
 * rule; or the name of an earlier zone that has the same of all.
 */
export function zoneText(directory: string): string {
  const metaZones = metaZoneText().split("\n");
  const seen = new Map<string, string>();
  return canonicalZones(directory).map((zone) => {
    const meta = metaZones.indexOf(metaZoneLine(zone)).toString(36);
    const packed = pack(read(`${directory}/${zone}`));
    const same = seen.get(packed);
    if (same !== undefined) return `${zone}|${meta}|${same}`;
    seen.set(packed, zone);
    return `${zone}|${meta}|${packed}`;
  }).join("\n");
}

/** A line for each set of names: long and short ones for standard, summer and general time; those by offset are empty. */
export function metaZoneText(): string {
  const lines = Intl.supportedValuesOf("timeZone").map(metaZoneLine);
  return [...new Set([...lines, metaZoneLine("Etc/GMT+5")])].sort().join("\n");
}

function metaZoneLine(timeZone: string): string {
  const name = (timeZoneName: string, date: Date) => {
    const found = new Intl.DateTimeFormat("en-US", {
      timeZone,
      // A cast, as the library's type lacks some.
      timeZoneName: timeZoneName as "long",
    }).formatToParts(date).find(({ type }) => type === "timeZoneName")?.value ??
      "";
    return /^GMT([+-].*)?$/.test(found) && timeZone !== "GMT" ? "" : found;
  };
  const isSummer = /Daylight|Summer|Irish Standard/;
  const [standard, summer] = isSummer.test(name("long", JANUARY))
    ? [JULY, JANUARY]
    : [JANUARY, JULY];
  return [
    name("long", standard),
    name("long", summer),
    name("longGeneric", standard),
    name("short", standard),
    name("short", summer),
    name("shortGeneric", standard),
  ].join("|");
}

function read(path: string): Compiled {
  const bytes = Deno.readFileSync(path);
  const view = new DataView(bytes.buffer);
  const count = (at: number) => view.getUint32(at);
  // The first part has times of 32 bits; the second one follows it.
  const first = 44 + count(32) * 5 + count(36) * 6 + count(40) +
    count(28) * 8 + count(24) + count(20);
  const [utc, std, leap, times, types, chars] = [20, 24, 28, 32, 36, 40]
    .map((at) => count(first + at)) as [
      number,
      number,
      number,
      number,
      number,
      number,
    ];
  const start = first + 44;
  const transitions = Array.from({ length: times }, (_, i) =>
    [
      Number(view.getBigInt64(start + 8 * i)),
      view.getUint8(start + 8 * times + i),
    ] as const);
  const typesAt = start + 9 * times;
  const footer = typesAt + 6 * types + chars + leap * 12 + std + utc;
  return {
    transitions,
    types: Array.from({ length: types }, (_, i) => ({
      offset: view.getInt32(typesAt + 6 * i),
      dst: view.getUint8(typesAt + 6 * i + 4) === 1,
    })),
    rule: decoder.decode(bytes.subarray(footer)).trim(),
  };
}

/** What the guest reads: `offsets;transitions;rule`. */
function pack({ transitions, types: given, rule }: Compiled): string {
  const types = withoutNegative(given, rule);
  const kept = transitions.filter(([time]) => time > -1e10);
  // Those that the rule gives as well.
  while (kept.length > 1) {
    const [time, type] = kept.at(-1) as readonly [number, number];
    const before = kept.at(-2)?.[1] ?? 0;
    const agrees = posixOffset(rule, time).offset === types[type]?.offset &&
      posixOffset(rule, time - 1).offset === types[before]?.offset &&
      posixOffset(rule, time).dst === types[type]?.dst;
    if (!agrees) break;
    kept.pop();
  }
  const used = [...new Set([0, ...kept.map(([, type]) => type)])];
  const offsets = used.map((type) => {
    const { offset, dst } = types[type] ?? { offset: 0, dst: false };
    return offset.toString(36) + (dst ? "D" : "");
  });
  let last = 0;
  const steps = kept.map(([time, type]) => {
    const delta = time - last;
    last = time;
    const text = delta % 900 === 0
      ? (delta / 900).toString(36)
      : `.${delta.toString(36)}`;
    return `${text} ${used.indexOf(type).toString(36)}`;
  });
  return `${offsets.join(" ")};${steps.join(" ")};${rule}`;
}

/** Ireland's rule calls winter time the exception; names go by the greater offset. */
function withoutNegative(
  types: Compiled["types"],
  rule: string,
): Compiled["types"] {
  const at = (month: number) => posixOffset(rule, Date.UTC(2025, month) / 1000);
  const [a, b] = [at(0), at(6)];
  if (a.dst === b.dst) return types;
  const [summer, standard] = a.dst ? [a, b] : [b, a];
  return types.map((type) =>
    type.dst && type.offset === standard.offset
      ? { ...type, dst: false }
      : !type.dst && type.offset === summer.offset
      ? { ...type, dst: true }
      : type
  );
}
