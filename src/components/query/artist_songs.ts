/** What an artist stands for in a query: the best known songs, each once. */
import { recordingTitle } from "../../recommender/recordings.ts";
import type { PageModel } from "../model.ts";

/** Songs that picking an artist adds to a query. */
export const SONGS_OF_ARTIST = 5;

/** The best known songs of an artist, one version of each, the most popular first. */
export function artistSongs(
  { catalogue }: PageModel,
  artist: number,
  most = SONGS_OF_ARTIST,
): number[] {
  const { artists, popularities, titles } = catalogue;
  const known = (song: number) => Number.isFinite(popularities[song]) ? popularities[song] : -1;
  const songs = Array.from(artists.keys()).filter((song) => artists[song] === artist)
    .sort((a, b) => known(b) - known(a) || a - b);
  const seen = new Set<string>();
  return songs.filter((song) => {
    const title = recordingTitle(titles[song]) || `song ${song}`;
    return seen.has(title) ? false : seen.add(title);
  }).slice(0, most);
}
