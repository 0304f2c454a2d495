/** By what the regions of the map are named at each zoom: genres, then subgenres, then artists. */
import type { PageModel } from "../model.ts";
import { songTitle } from "../model.ts";
import type { Naming, RegionLabel } from "./regions.ts";

/** From these levels on subgenres, and artists, name regions. */
const SUBGENRES_FROM = 1, ARTISTS_FROM = 3;

/**
 * The namings of a level, the one to be preferred first; what a data set does not have names
 * nothing.
 */
export function regionNamings(model: PageModel): (level: number) => readonly Naming[] {
  const { catalogue, songGenres } = model;
  const genres: Naming = {
    codes: songGenres,
    names: catalogue.genreNames,
    share: 0.34,
    songs: 25,
    saysShare: true,
  };
  const subgenres: Naming = {
    codes: songSubgenres(model),
    names: catalogue.subgenreNames,
    share: 0.2,
    songs: 10,
    saysShare: true,
  };
  const artists: Naming = {
    codes: catalogue.artists,
    names: catalogue.artistNames,
    share: 0.06,
    songs: 3,
    saysShare: false,
  };
  const levels = [genres, subgenres, artists].map((_, from, all) =>
    all.slice(0, from + 1).reverse().filter(({ names }) => names.length > 1)
  );
  return (level) => levels[level >= ARTISTS_FROM ? 2 : level >= SUBGENRES_FROM ? 1 : 0];
}

/** The most frequent subgenre of each song's playlists, the first of equals; −1 for none. */
export function songSubgenres({ catalogue }: Pick<PageModel, "catalogue">): Int32Array {
  const { songCount, songPlaylists: { indptr, indices }, playlistSubgenres, subgenreNames } =
    catalogue;
  const counts = new Int32Array(subgenreNames.length);
  const codes = new Int32Array(songCount).fill(-1);
  for (let song = 0; song < songCount; song++) {
    counts.fill(0);
    for (let p = indptr[song]; p < indptr[song + 1]; p++) {
      const subgenre = playlistSubgenres[indices[p]];
      if (subgenre < 0) continue;
      counts[subgenre]++;
      const best = codes[song];
      if (
        best < 0 || counts[subgenre] > counts[best] ||
        (counts[subgenre] === counts[best] && subgenre < best)
      ) codes[song] = subgenre;
    }
  }
  return codes;
}

/** Single songs by their titles, each at its place. */
export function titleLabels(
  model: PageModel,
  songs: Int32Array,
  { x, y }: { readonly x: Float32Array; readonly y: Float32Array },
  below: number,
): RegionLabel[] {
  return Array.from(songs, (song) => ({
    x: x[song],
    y: y[song] - below,
    text: shortened(songTitle(model, song)),
    share: null,
    songs: model.catalogue.popularities[song] || 0,
  })).sort((a, b) => b.songs - a.songs);
}

function shortened(title: string): string {
  return title.length > 28 ? `${title.slice(0, 27).trimEnd()}…` : title;
}
