/**
 * Which songs follow each other well, as a DJ counts it: by key and by tempo.
 *
 * Keys are placed on the Camelot wheel (Mark Davis, Mixed In Key), the circle of fifths numbered
 * like a clock: 1 to 12, A for minor and B for major, so that C major is 8B and A minor, which has
 * the same notes, 8A. A step clockwise is a fifth up. What its users count as fitting is the same
 * key, a step to either side and the relative major or minor; two steps up (a whole tone) and
 * seven (a semitone) are the "energy boosts" that replace a key rather than blend with it.
 *
 * The rules are a convention, not a measurement, and Spotify's estimate of a key is sometimes a
 * fifth or the relative key away from what is heard: both of which fit here.
 */
import type { Catalogue } from "./contract.ts";

/** How the key of a song leads to the next one's. */
export type KeyRelation =
  | "same"
  | "relative"
  | "step"
  | "diagonal"
  | "boost"
  | "parallel"
  | "clash"
  | "unknown";

/** A step from one key to the next. */
export interface KeyStep {
  readonly relation: KeyRelation;
  /** Steps clockwise on the wheel, −5 to 6. */
  readonly steps: number;
  /** 0 for the same key, at most 1. */
  readonly cost: number;
}

/** A tempo beside the one before it. */
export interface TempoStep {
  /** How many times as fast the next song must be counted to be nearest: ½, 1 or 2. */
  readonly fold: number;
  /** Share by which the tempo, so counted, is higher than the one before; NaN where unknown. */
  readonly change: number;
}

/** Where a key or tempo is unknown: neither fitting nor clashing. */
export const UNKNOWN_COST = 0.5;

/** A change of pitch of a semitone: what is heard little of, and most decks' narrow range. */
export const TEMPO_TOLERANCE = 0.06;

/**
 * The place of a key on the wheel: its number − 1, + 12 for a major key.
 *
 * @param key Spotify's pitch class of the tonic, 0 (C) to 11 (B); −1 where none was found
 * @param mode 1 for major, 0 for minor
 * @returns 0 to 23; −1 where key or mode is unknown
 */
export function camelotCode(key: number, mode: number): number {
  if (!Number.isInteger(key) || key < 0 || key > 11 || (mode !== 0 && mode !== 1)) return -1;
  // The relative major of a minor key lies three semitones above; a fifth is seven semitones.
  const major = mode === 1 ? key : key + 3;
  return (7 * major + 7) % 12 + 12 * mode;
}

/** "8A"; "" where the key is unknown. */
export function camelotLabel(code: number): string {
  return code < 0 ? "" : `${code % 12 + 1}${code < 12 ? "A" : "B"}`;
}

/** The step from one key to the next, codes as of `camelotCode`. */
export function keyStep(from: number, to: number): KeyStep {
  if (from < 0 || to < 0) return { relation: "unknown", steps: 0, cost: UNKNOWN_COST };
  const clockwise = ((to - from) % 12 + 12) % 12;
  const steps = clockwise > 6 ? clockwise - 12 : clockwise;
  const away = Math.abs(steps);
  const isSameMode = (from < 12) === (to < 12);
  const step = (relation: KeyRelation, cost: number) => ({ relation, steps, cost });
  if (isSameMode) {
    if (away === 0) return step("same", 0);
    if (away === 1) return step("step", 0.1);
    if (clockwise === 2) return step("boost", 0.4);
    if (clockwise === 7) return step("boost", 0.5);
  } else {
    if (away === 0) return step("relative", 0.1);
    if (away === 1) return step("diagonal", 0.3);
    // A minor (8A) and A major (11B) share their tonic.
    if (steps === (from < 12 ? 3 : -3)) return step("parallel", 0.5);
  }
  // The more steps, the fewer notes in common: at six steps two of seven.
  return step("clash", 0.6 + 0.1 * Math.min(4, Math.max(0, away - 2)));
}

/** Whether two keys blend: the same, a step away, or relative. Unknown keys do not. */
export function keysBlend(from: number, to: number): boolean {
  const { relation } = keyStep(from, to);
  return relation === "same" || relation === "step" || relation === "relative";
}

/**
 * The change of tempo from one song to the next, the next one counted at half, single or double
 * time, whichever is nearest: 128 after 64 BPM is no change.
 */
export function tempoStep(from: number, to: number): TempoStep {
  if (!(from > 0 && to > 0 && from < Infinity && to < Infinity)) return { fold: 1, change: NaN };
  const octaves = Math.log2(to / from);
  const fold = octaves > 0.5 ? 0.5 : octaves < -0.5 ? 2 : 1;
  return { fold, change: to * fold / from - 1 };
}

/** Largest change that still costs less than no relation at all: the reach of a wide pitch fader. */
const WIDEST_CHANGE = 0.16;

/** Cost of a change of tempo, 0 to 1: in octaves, so that up and down cost the same. */
export function tempoCost({ fold, change }: TempoStep): number {
  if (Number.isNaN(change)) return UNKNOWN_COST;
  const cost = Math.abs(Math.log2(1 + change)) / Math.log2(1 + WIDEST_CHANGE);
  // Half and double time fit, but are felt.
  return Math.min(1, cost + (fold === 1 ? 0 : 0.1));
}

/** Whether two tempos are within a share of each other, at half or double time too. */
export function temposBlend(from: number, to: number, tolerance = TEMPO_TOLERANCE): boolean {
  const { change } = tempoStep(from, to);
  return Math.abs(Math.log2(1 + change)) <= Math.log2(1 + tolerance);
}

/** The columns of a catalogue that mixing asks for, by their Spotify names; null where absent. */
export interface MixColumns {
  /** Codes as of `camelotCode`, one a song; null unless there are a key and a mode. */
  readonly keys: Int8Array | null;
  /** BPM, one a song; NaN, or 0 where none was found. */
  readonly tempos: Float64Array | null;
  /** In the unit of the data set, one a song. */
  readonly energies: Float64Array | null;
}

/** Reads what mixing asks for; one pass over the songs. */
export function mixColumns({ features, songCount }: Pick<Catalogue, "features" | "songCount">) {
  const column = (name: string) => features.find((feature) => feature.name === name)?.values;
  const key = column("key"), mode = column("mode");
  const columns: MixColumns = {
    keys: key && mode
      ? Int8Array.from({ length: songCount }, (_, song) => camelotCode(key[song], mode[song]))
      : null,
    tempos: column("tempo") ?? null,
    energies: column("energy") ?? null,
  };
  return columns;
}

/**
 * Whether a song blends in key with at least one of some songs.
 *
 * @param keys codes of all songs; null where the data set has none, and then nothing fits
 */
export function fitsInKey({ keys }: MixColumns, song: number, songs: ArrayLike<number>): boolean {
  return keys !== null && some(songs, (other) => keysBlend(keys[other], keys[song]));
}

/** Whether a song blends in tempo with at least one of some songs; `null` tempos fit nothing. */
export function fitsInTempo(
  { tempos }: MixColumns,
  song: number,
  songs: ArrayLike<number>,
  tolerance = TEMPO_TOLERANCE,
): boolean {
  return tempos !== null &&
    some(songs, (other) => temposBlend(tempos[other], tempos[song], tolerance));
}

function some(songs: ArrayLike<number>, test: (song: number) => boolean): boolean {
  for (let i = 0; i < songs.length; i++) if (test(songs[i])) return true;
  return false;
}
