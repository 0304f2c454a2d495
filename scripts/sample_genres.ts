/**
 * What the sample's six genres sound like. Every song has a sound: five numbers around 0, in
 * standard deviations, from which its audio features follow together, so that they correlate as
 * those of recorded music do.
 */

/** A place in the space of sounds; each coordinate is about standard normal over the catalogue. */
export interface Sound {
  /** Drives energy and loudness up, acousticness down. */
  intensity: number;
  /** Drives danceability up, and valence a little. */
  groove: number;
  /** Drives valence up. */
  mood: number;
  /** Drives speechiness up. */
  talk: number;
  /** Drives acousticness up. */
  wood: number;
}

export interface Subgenre {
  name: string;
  sound: Sound;
  /** Beats per minute: mean and standard deviation. */
  tempo: [number, number];
  /** Release year: mean and standard deviation. */
  era: [number, number];
  /** Probability that a song has no voice. */
  voiceless: number;
}

export interface Genre {
  name: string;
  /** Means of the features at sound 0. */
  danceability: number;
  energy: number;
  /** dB */
  loudness: number;
  speechiness: number;
  /** Logit of acousticness. */
  acousticness: number;
  valence: number;
  minutes: number;
  /** Probability of a minor key. */
  minor: number;
  /** Probability that tempo is a whole number: music made to a click. */
  click: number;
  subgenres: Subgenre[];
}

/** A sound from its five coordinates, in the order of the interface. */
function sound(
  intensity: number,
  groove: number,
  mood: number,
  talk: number,
  wood: number,
): Sound {
  return { intensity, groove, mood, talk, wood };
}

/** The five coordinates of a sound. */
export const SOUND_KEYS = ["intensity", "groove", "mood", "talk", "wood"] as const;

function subgenre(
  name: string,
  sound: Sound,
  tempo: [number, number],
  era: [number, number],
  voiceless: number,
): Subgenre {
  return { name, sound, tempo, era, voiceless };
}

export const GENRES: readonly Genre[] = [
  {
    name: "edm",
    danceability: 0.67,
    energy: 0.8,
    loudness: -5.6,
    speechiness: 0.065,
    acousticness: -3.6,
    valence: 0.4,
    minutes: 3.8,
    minor: 0.5,
    click: 0.85,
    subgenres: [
      subgenre("house", sound(-0.2, 0.9, 0.6, -0.2, 0), [124, 2], [2014, 5], 0.35),
      subgenre("techno", sound(0.4, 0.5, -0.9, -0.3, -0.6), [132, 4], [2013, 6], 0.85),
      subgenre("trance", sound(0.6, -0.8, -0.5, -0.4, -0.4), [138, 3], [2009, 6], 0.6),
      subgenre("bass", sound(0.9, -0.3, -0.2, 1.1, -0.5), [147, 6], [2015, 3], 0.3),
    ],
  },
  {
    name: "latin",
    danceability: 0.71,
    energy: 0.7,
    loudness: -6.3,
    speechiness: 0.07,
    acousticness: -1.5,
    valence: 0.61,
    minutes: 3.5,
    minor: 0.45,
    click: 0.5,
    subgenres: [
      subgenre("bachata", sound(-0.3, 0.3, 0.7, -0.6, 0.9), [128, 6], [2010, 6], 0.02),
      subgenre("salsa", sound(0.3, -0.4, 1.1, -0.3, 0.6), [94, 9], [1996, 11], 0.05),
      subgenre("cumbia", sound(0, 0.7, 0.9, -0.1, 0.2), [98, 5], [2005, 9], 0.08),
      subgenre("urbano", sound(0.5, 0.8, 0, 0.9, -0.4), [95, 4], [2017, 2], 0.01),
    ],
  },
  {
    name: "pop",
    danceability: 0.64,
    energy: 0.68,
    loudness: -6.2,
    speechiness: 0.05,
    acousticness: -2,
    valence: 0.5,
    minutes: 3.4,
    minor: 0.38,
    click: 0.6,
    subgenres: [
      subgenre("indie", sound(-0.5, -0.2, 0, -0.2, 0.5), [116, 17], [2015, 4], 0.12),
      subgenre("dance", sound(0.8, 0.7, 0.5, 0.2, -0.6), [123, 5], [2016, 4], 0.03),
      subgenre("synth", sound(0.5, 0.2, 0.4, -0.3, -0.7), [118, 9], [2008, 13], 0.15),
      subgenre("ballads", sound(-1.5, -0.9, -1, -0.4, 1.4), [84, 14], [2010, 9], 0.02),
    ],
  },
  {
    name: "r&b",
    danceability: 0.67,
    energy: 0.58,
    loudness: -7.8,
    speechiness: 0.08,
    acousticness: -1.4,
    valence: 0.52,
    minutes: 3.9,
    minor: 0.52,
    click: 0.4,
    subgenres: [
      subgenre("soul", sound(-0.2, -0.3, 0.6, -0.6, 0.9), [104, 15], [1979, 10], 0.05),
      subgenre("funk", sound(0.7, 0.9, 1.2, 0, -0.2), [110, 8], [1982, 9], 0.15),
      subgenre("neo", sound(-0.7, 0.3, -0.1, 0.5, 0.4), [90, 8], [2013, 6], 0.06),
      subgenre("slow", sound(-0.9, -0.1, -0.6, 0, 0.2), [72, 6], [2001, 8], 0.01),
    ],
  },
  {
    name: "rap",
    danceability: 0.73,
    energy: 0.65,
    loudness: -6.9,
    speechiness: 0.18,
    acousticness: -2,
    valence: 0.49,
    minutes: 3.5,
    minor: 0.5,
    click: 0.65,
    subgenres: [
      subgenre("boom bap", sound(0.1, 0.2, 0.6, 0.7, 0), [92, 4], [1996, 5], 0.04),
      subgenre("trap", sound(0.2, 0.3, -0.6, 0.2, -0.3), [142, 7], [2018, 2], 0.02),
      subgenre("drill", sound(0.5, 0, -0.9, 0.9, -0.5), [141, 3], [2019, 1], 0.01),
      subgenre("lo-fi", sound(-1.3, 0.3, 0, -0.9, 1.2), [82, 6], [2017, 2], 0.8),
    ],
  },
  {
    name: "rock",
    danceability: 0.51,
    energy: 0.74,
    loudness: -7.4,
    speechiness: 0.045,
    acousticness: -2.6,
    valence: 0.52,
    minutes: 4,
    minor: 0.28,
    click: 0.15,
    subgenres: [
      subgenre("garage", sound(0.6, 0.2, 0.7, 0.1, -0.3), [136, 14], [2004, 8], 0.06),
      subgenre("punk", sound(1.1, -0.6, 0.3, 0.5, -0.9), [168, 13], [1993, 9], 0.03),
      subgenre("folk", sound(-1.6, 0, 0, -0.5, 1.8), [106, 18], [1975, 7], 0.1),
      subgenre("metal", sound(1.2, -1, -1.1, 0.8, -1.2), [124, 22], [1990, 9], 0.25),
    ],
  },
];
