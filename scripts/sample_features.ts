import { type Chance, clamp } from "./chance.ts";
import { type Genre, type Sound, SOUND_KEYS, type Subgenre } from "./sample_genres.ts";
import { csvDecimal, csvRatio } from "./songs_csv.ts";

/** The audio features of one recording, in the units of the file. */
export interface AudioFeatures {
  danceability: number;
  energy: number;
  key: number;
  loudness: number;
  mode: number;
  speechiness: number;
  acousticness: number;
  instrumentalness: number;
  liveness: number;
  valence: number;
  tempo: number;
  duration_ms: number;
}

/** The sum of sounds, each coordinate with normal noise of the given standard deviation. */
export function soundNear(chance: Chance, centers: readonly Sound[], spread: number): Sound {
  const result = { intensity: 0, groove: 0, mood: 0, talk: 0, wood: 0 };
  for (const key of SOUND_KEYS) {
    for (const center of centers) result[key] += center[key];
    result[key] += spread * chance.normal();
  }
  return result;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** How often each key occurs: few pieces are in D sharp (3), many in C, C sharp, D and G. */
const KEY_WEIGHTS = [11, 12, 9, 3, 7, 8, 8, 10, 7, 9, 7, 9];

/** Draws the twelve audio features of a recording of the given sound. */
export function drawFeatures(
  chance: Chance,
  genre: Genre,
  subgenre: Subgenre,
  sound: Sound,
  year: number,
): AudioFeatures {
  const { intensity, groove, mood, talk, wood } = sound;
  // Masters grew louder from the eighties to the two-thousands.
  const era = clamp((1995 - year) / 10, 0, 2.5);
  return {
    danceability: clamp(genre.danceability + 0.1 * groove + 0.05 * chance.normal(), 0.15, 0.97),
    energy: clamp(genre.energy + 0.12 * intensity + 0.04 * chance.normal(), 0.03, 0.998),
    key: chance.weighted(KEY_WEIGHTS),
    loudness: clamp(
      genre.loudness + 1.7 * intensity + 0.9 * chance.normal() - 0.7 * chance.exponential() - era,
      -30,
      -0.4,
    ),
    mode: chance.happens(genre.minor - 0.08 * mood) ? 0 : 1,
    speechiness: clamp(
      genre.speechiness * Math.exp(0.4 * talk + 0.25 * chance.normal()),
      0.0225,
      0.85,
    ),
    acousticness: clamp(
      logistic(genre.acousticness + 1.2 * wood - 0.9 * intensity + 0.8 * chance.normal()),
      1e-6,
      0.995,
    ),
    instrumentalness: drawInstrumentalness(chance, subgenre),
    liveness: chance.happens(0.08)
      ? 0.3 + 0.6 * chance.uniform()
      : clamp(0.12 * Math.exp(0.45 * chance.normal()), 0.02, 0.95),
    valence: clamp(
      genre.valence + 0.13 * mood + 0.06 * groove + 0.1 * chance.normal(),
      0.035,
      0.975,
    ),
    tempo: drawTempo(chance, genre, subgenre),
    duration_ms: Math.round(
      60_000 * clamp(genre.minutes * Math.exp(0.17 * chance.normal()), 1.3, 9),
    ),
  };
}

/** Mostly 0 or a trace; near 1 where nobody sings. */
function drawInstrumentalness(chance: Chance, subgenre: Subgenre): number {
  if (chance.happens(subgenre.voiceless)) return clamp(0.85 + 0.09 * chance.normal(), 0.3, 0.98);
  if (chance.happens(0.6)) return 0;
  return 10 ** (-5.5 + 4 * chance.uniform());
}

/** Beats per minute in [60, 200]; now and then heard at half or double speed. */
function drawTempo(chance: Chance, genre: Genre, subgenre: Subgenre): number {
  const [mean, spread] = subgenre.tempo;
  let tempo = mean + spread * chance.normal();
  if (chance.happens(0.06)) tempo = tempo > 120 ? tempo / 2 : tempo * 2;
  tempo = clamp(tempo, 60, 200);
  return chance.happens(genre.click) ? Math.round(tempo) : tempo;
}

/** The twelve fields of a row, in the order of the file's columns. */
export function featureFields(features: AudioFeatures): string[] {
  return [
    csvRatio(features.danceability),
    csvRatio(features.energy),
    String(features.key),
    csvDecimal(features.loudness),
    String(features.mode),
    csvRatio(features.speechiness),
    csvRatio(features.acousticness),
    csvRatio(features.instrumentalness),
    csvRatio(features.liveness),
    csvRatio(features.valence),
    csvDecimal(features.tempo),
    String(features.duration_ms),
  ];
}
