/** The groups that are compared: genres or subgenres, each with its playlists and songs. */
import { rowIndices } from "../../recommender/incidence.ts";
import { type Overlap, overlaps } from "../../statistics/set_overlap.ts";
import { genreColors } from "../map/colors.ts";
import { genreVariable } from "../map/theme.ts";
import type { PageModel } from "../model.ts";

export const GROUPINGS = ["genre", "subgenre"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Groups compared at once; those with most songs where there are more. */
export const MOST_GROUPS = 40;

/** A genre or subgenre. */
export interface Group {
  /** Row of the catalogue's genre or subgenre names. */
  readonly row: number;
  readonly name: string;
  /** A CSS colour: the genre's, for a subgenre that of the genre of most of its playlists. */
  readonly color: string;
  readonly playlists: readonly number[];
  /** Distinct songs of its playlists. */
  readonly songs: number;
}

/** Groups that have playlists, by name; the largest where there are more than `MOST_GROUPS`. */
export function groupsOf(model: PageModel, by: Grouping): { groups: Group[]; left: number } {
  const { catalogue, songGenres } = model;
  const { genreNames, subgenreNames, playlistGenres, playlistSubgenres } = catalogue;
  const of = by === "genre" ? playlistGenres : playlistSubgenres;
  const names = by === "genre" ? genreNames : subgenreNames;
  const colors = genreColors(songGenres, genreNames.length);
  const playlists: number[][] = names.map(() => []);
  of.forEach((row, playlist) => {
    if (row >= 0) playlists[row].push(playlist);
  });
  const present = names.flatMap((name, row) =>
    playlists[row].length === 0 ? [] : [{
      row,
      name,
      color: colorOf(by === "genre" ? row : usualGenre(playlists[row], playlistGenres), colors),
      playlists: playlists[row],
      songs: songsOf(model, playlists[row]).size,
    }]
  );
  const groups = present.toSorted((a, b) => b.songs - a.songs || a.row - b.row)
    .slice(0, MOST_GROUPS).sort((a, b) => a.row - b.row);
  return { groups, left: present.length - groups.length };
}

/** What songs the groups share: `result[a][b]`. */
export function sharedSongs(model: PageModel, groups: readonly Group[]): Overlap[][] {
  const groupsOfSong: number[][] = Array.from({ length: model.catalogue.songCount }, () => []);
  groups.forEach(({ playlists }, group) => {
    for (const song of songsOf(model, playlists)) groupsOfSong[song].push(group);
  });
  return overlaps(groups.length, groupsOfSong);
}

function songsOf({ catalogue }: PageModel, playlists: readonly number[]): Set<number> {
  const songs = new Set<number>();
  for (const playlist of playlists) {
    for (const song of rowIndices(catalogue.playlistSongs, playlist)) songs.add(song);
  }
  return songs;
}

function colorOf(genre: number, colors: Int16Array): string {
  return genre < 0 ? "var(--theme-foreground-muted)" : `var(${genreVariable(colors[genre])})`;
}

function usualGenre(playlists: readonly number[], genres: Int32Array): number {
  const counts = new Map<number, number>();
  for (const playlist of playlists) {
    counts.set(genres[playlist], (counts.get(genres[playlist]) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? -1;
}
