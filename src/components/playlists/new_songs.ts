/** Songs of a pasted playlist that the catalogue does not have, by what their file knows of them. */
import { decimalYear } from "../../recommender/release_date.ts";
import type { PageModel } from "../model.ts";
import { formatOwnSongs, type OwnSong, readOwnSongs } from "../query/own_songs.ts";
import type { PastedLine } from "./pasted_line.ts";

/** The songs of which at least one audio feature of the model is known: the others cannot speak. */
export function newSongs(lines: readonly PastedLine[], model: PageModel): OwnSong[] {
  const songs = lines.flatMap(({ known, readings }): OwnSong[] => {
    if (known === null) return [];
    const features = model.catalogue.features.flatMap(({ name }): [string, number][] => {
      const value = known.features.get(name);
      return value !== undefined && Number.isFinite(value) ? [[name, value]] : [];
    });
    if (features.length === 0) return [];
    const [reading] = readings;
    return [{
      title: reading?.title ?? "",
      artist: reading?.artist ?? "",
      released: decimalYear(known.releaseDate),
      popularity: known.popularity,
      features: Object.fromEntries(features),
    }];
  });
  // As an address gives them back, so that a copied one lists the same songs.
  return readOwnSongs(formatOwnSongs(songs));
}
