/** Lines as people mistype them, made from real names by chance with a seed: to measure matching. */
import { randomNumbers } from "../../recommender/random.ts";

/** How a line was spoilt. */
export interface Misspelling {
  readonly line: string;
  /** Names of what was done, such as "swapped letters". */
  readonly slips: readonly string[];
}

type Slip = (text: string, at: number) => string;

/** What a hand does to one letter. */
const SLIPS: Readonly<Record<string, Slip>> = {
  "swapped letters": (text, at) =>
    text.slice(0, at) + (text[at + 1] ?? "") + text[at] + text.slice(at + 2),
  "a dropped letter": (text, at) => text.slice(0, at) + text.slice(at + 1),
  "a doubled letter": (text, at) => text.slice(0, at + 1) + text.slice(at),
  "a wrong letter": (text, at) => text.slice(0, at) + beside(text[at]) + text.slice(at + 1),
};

const KEYBOARD = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/**
 * One to two slips in a line of artist and title; by chance also another case, no accents, no
 * credit ("feat."), no words of re-release and the names the other way round.
 */
export function misspelt(artist: string, title: string, random: () => number): Misspelling {
  const slips: string[] = [];
  const chance = (share: number, name: string) => {
    const happens = random() < share;
    if (happens) slips.push(name);
    return happens;
  };
  let name = title;
  const credit = /\s*[([]?(?:feat\.|ft\.|featuring)\s[^)\]]*[)\]]?/i;
  if (credit.test(name) && chance(0.6, "no credit")) name = name.replace(credit, "") || name;
  const release = /\s+-\s+(?:.*remaster.*|radio edit|original mix)$/i;
  if (release.test(name) && chance(0.6, "no words of re-release")) name = name.replace(release, "");
  const subtitle =
    /(?<=.)\s*\((?![^)]*(?:mix|version|edit|live|acoustic|pt|part|demo|remaster))[^)]*\)/i;
  if (subtitle.test(name) && chance(0.3, "no subtitle")) name = name.replace(subtitle, "");
  const isTurned = chance(0.2, "title first");
  let line = isTurned ? `${name} - ${artist}` : `${artist} - ${name}`;
  if (/[^\x20-\x7e]/.test(line) && chance(0.5, "no accents")) {
    line = line.normalize("NFKD").replace(/\p{M}/gu, "");
  }
  for (let left = 1 + Math.floor(2 * random()); left > 0; left--) {
    const names = Object.keys(SLIPS);
    const slip = names[Math.floor(random() * names.length)];
    const letters = [...line.matchAll(/\p{L}(?=\p{L})/gu)].map(({ index }) => index);
    if (letters.length === 0) break;
    line = SLIPS[slip](line, letters[Math.floor(random() * letters.length)]);
    slips.push(slip);
  }
  if (chance(0.3, "lower case")) line = line.toLowerCase();
  else if (chance(0.1, "capitals")) line = line.toUpperCase();
  return { line, slips };
}

/** Lines of songs drawn by chance. @returns songs and their lines, as many as there are, up to `count` */
export function misspeltLines(
  songCount: number,
  nameOf: (song: number) => { artist: string; title: string },
  count: number,
  seed: number,
): { songs: number[]; lines: string[] } {
  const random = randomNumbers(seed);
  const songs = new Set<number>();
  while (songs.size < Math.min(count, songCount)) songs.add(Math.floor(random() * songCount));
  const lines = Array.from(songs, (song) => {
    const { artist, title } = nameOf(song);
    return misspelt(artist, title, random).line;
  });
  return { songs: [...songs], lines };
}

/** The key beside a letter's on a keyboard. */
function beside(letter: string): string {
  const row = KEYBOARD.find((row) => row.includes(letter.toLowerCase()));
  if (row === undefined) return letter + letter;
  const at = row.indexOf(letter.toLowerCase());
  return row[at + 1] ?? row[at - 1];
}
