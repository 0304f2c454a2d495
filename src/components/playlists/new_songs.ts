/** Songs of a pasted playlist that the catalogue does not have, by what their file knows of them. */
import type { NewSong } from "../../recommender/contract.ts";
import { decimalYear } from "../../recommender/release_date.ts";
import type { PageModel } from "../model.ts";
import { artistForms, foldedWords } from "./name_forms.ts";
import type { PastedLine } from "./pasted_line.ts";

/** The songs of which at least one audio feature of the model is known: the others cannot speak. */
export function newSongs(lines: readonly PastedLine[], model: PageModel): NewSong[] {
  const { features, artistNames } = model.catalogue;
  const rowOfArtist = new Map(artistNames.map((name, row) => [foldedWords(name), row]));
  return lines.flatMap(({ known, readings }): NewSong[] => {
    if (known === null) return [];
    const values = Float64Array.from(features, ({ name }) => known.features.get(name) ?? NaN);
    if (!values.some(Number.isFinite)) return [];
    const [reading] = readings;
    const artist = artistForms(reading?.artist ?? "")
      .map((name) => rowOfArtist.get(name)).find((row) => row !== undefined);
    return [{
      title: reading?.title ?? "",
      artist: artist ?? -1,
      features: values,
      releaseYear: decimalYear(known.releaseDate),
      popularity: known.popularity,
    }];
  });
}
