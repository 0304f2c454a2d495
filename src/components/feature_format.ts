/** Audio features in words: names, values with their unit and the precision that means something. */
import { worded } from "./nouns.ts";

const PITCHES = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];

const FORMATS: Readonly<Record<string, (value: number) => string>> = {
  key: (value) => PITCHES[Math.round(value)] ?? String(Math.round(value)),
  mode: (value) => value === 0 ? "minor" : value === 1 ? "major" : `${percent(value)} major`,
  loudness: (value) => `${fixed(value, 1)} dB`,
  tempo: (value) => `${fixed(value, 0)} BPM`,
  duration_ms: (value) => minutes(value / 1000),
};

/** The name of a feature as people read it: `duration_ms` is "duration". */
export function featureLabel(name: string): string {
  return name.replace(/_ms$/, "").replaceAll("_", " ");
}

/** A value of a feature in the unit of the data set; "unknown" where there is none. */
export function formatFeature(name: string, value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  if (Object.hasOwn(FORMATS, name)) return FORMATS[name](value);
  const size = Math.abs(value);
  if (size >= 10) return fixed(value, size >= 100 ? 0 : 1);
  // Little is not nothing: 0.001 of acousticness is not 0.00.
  if (size > 0 && size < 0.00005) return value < 0 ? ">\u00a0−0.0001" : "<\u00a00.0001";
  return fixed(value, size === 0 || size >= 0.005 ? 2 : size >= 0.0005 ? 3 : 4);
}

/** A number with a true minus sign; −0 is 0. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/** A share in per cent, whole ones unless told; the sign stays on the line of its number. */
export function percent(share: number, digits = 0): string {
  return `${digits === 0 ? Math.round(100 * share) : fixed(100 * share, digits)}\u00a0%`;
}

/** A share on an axis, in whole per cent: Plot calls with the tick's number, which is no precision. */
export function percentTick(share: number): string {
  return percent(share);
}

/** "1 song", "1,234 songs", with the data set's nouns. */
export function count(size: number, one: string, many = `${one}s`): string {
  return `${size.toLocaleString("en")} ${worded(size === 1 ? one : many)}`;
}

function minutes(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
