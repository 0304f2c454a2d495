/** What is told of one song: where its values stand in its genre and the catalogue, its versions. */
import { rowIndices } from "../../recommender/incidence.ts";
import { VersionFinder } from "../../recommender/recordings.ts";
import { featureLabel, formatFeature } from "../feature_format.ts";
import { genreName, type PageModel, songWords } from "../model.ts";
import { worded } from "../nouns.ts";

/** Where a song's value of a feature stands among others. */
export interface Standing {
  /** Index into the features of the catalogue. */
  readonly feature: number;
  readonly value: number;
  /** Share of the songs of its genre that lie below, ties counted half; 0 to 1, NaN for no genre. */
  readonly inGenre: number;
  /** The same among all songs. */
  readonly inCatalogue: number;
}

/** The song's standing in each feature that it has. */
export function standings(model: PageModel, song: number): Standing[] {
  const { catalogue: { features }, songGenres } = model;
  const genre = songGenres[song];
  return features.flatMap(({ values }, feature) => {
    const value = values[song];
    if (!Number.isFinite(value)) return [];
    const isOfGenre = (other: number) => genre >= 0 && songGenres[other] === genre;
    return [{
      feature,
      value,
      inGenre: shareBelow(values, value, isOfGenre),
      inCatalogue: shareBelow(values, value, () => true),
    }];
  });
}

function shareBelow(
  values: Float64Array,
  value: number,
  counts: (song: number) => boolean,
): number {
  let below = 0, all = 0;
  values.forEach((other, song) => {
    if (!Number.isFinite(other) || !counts(song)) return;
    all++;
    below += other < value ? 1 : other === value ? 0.5 : 0;
  });
  return all > 0 ? below / all : NaN;
}

/** Key and mode name a pitch: high and low mean nothing there. */
const UNORDERED = new Set(["key", "mode", "time_signature"]);

/** The features in which a song is least like the others of its genre, the oddest first. */
export function oddities({ catalogue }: PageModel, all: readonly Standing[]): Standing[] {
  const share = ({ inGenre, inCatalogue }: Standing) =>
    Number.isNaN(inGenre) ? inCatalogue : inGenre;
  const oddness = (standing: Standing) => Math.abs(share(standing) - 0.5);
  return all.filter(({ feature }) => !UNORDERED.has(catalogue.features[feature].name))
    .toSorted((a, b) => oddness(b) - oddness(a));
}

/** One sentence on a song, from the data alone. */
export function openingSentence(model: PageModel, song: number): string {
  const { catalogue, years } = model;
  const about = [
    Number.isFinite(years[song]) ? String(years[song]) : "",
    genreName(model, song),
  ].filter((text) => text !== "").join(", ");
  const playlists = rowIndices(catalogue.songPlaylists, song).length;
  const known = songWords(model, song) +
    (about === "" ? "" : ` (${about})`);
  const inPlaylists = playlists === 0
    ? worded("is in no playlist")
    : `is in ${playlists === 1 ? worded("one playlist") : worded`${playlists} playlists`}${
      moreThan(model, playlists)
    }`;
  const odd = oddities(model, standings(model, song)).slice(0, 2)
    .map((standing) => oddityWords(model, song, standing)).filter((words) => words !== "");
  return `${known} ${inPlaylists}${odd.length > 0 ? `; ${odd.join(", ")}` : ""}.`;
}

/** ", more than 97 % of the songs": where that says something. */
function moreThan({ catalogue }: PageModel, playlists: number): string {
  const { songCount, songPlaylists: { indptr } } = catalogue;
  let fewer = 0;
  for (let song = 0; song < songCount; song++) {
    if (indptr[song + 1] - indptr[song] < playlists) fewer++;
  }
  const share = Math.floor(100 * fewer / songCount);
  return share >= 50 ? worded`, more than ${share}\u00a0% of the songs` : "";
}

/** "its acousticness of 0.89 is higher than in 96 % of pop songs"; "" where nothing is odd. */
function oddityWords(model: PageModel, song: number, standing: Standing): string {
  const { name } = model.catalogue.features[standing.feature];
  const { share, group } = Number.isNaN(standing.inGenre)
    ? { share: standing.inCatalogue, group: worded("the songs") }
    : { share: standing.inGenre, group: worded`${genreName(model, song)} songs` };
  if (Math.abs(share - 0.5) < 0.2) return "";
  const isHigh = share > 0.5;
  const other = Math.floor(100 * (isHigh ? share : 1 - share));
  return `its ${featureLabel(name)} of ${formatFeature(name, standing.value)} is ` +
    `${isHigh ? "higher" : "lower"} than in ${other}\u00a0% of ${group}`;
}

/** Songs that have something in common with one, the best known first. */
export interface RelatedSongs {
  /** The same song on another release, or another take of it. */
  readonly versions: readonly number[];
  readonly sameAlbum: readonly number[];
  /** By the same artist, neither a version nor of the same album. */
  readonly sameArtist: readonly number[];
}

export function relatedSongs(model: PageModel, song: number): RelatedSongs {
  const { songCount, artists, albums, popularities } = model.catalogue;
  const isVersion = new VersionFinder(model.catalogue).versionsOf([song]);
  const versions: number[] = [], sameAlbum: number[] = [], sameArtist: number[] = [];
  for (let other = 0; other < songCount; other++) {
    if (other === song) continue;
    if (isVersion[other] === 1) versions.push(other);
    else if (albums[song] >= 0 && albums[other] === albums[song]) sameAlbum.push(other);
    else if (artists[song] >= 0 && artists[other] === artists[song]) sameArtist.push(other);
  }
  const known = (other: number) => Number.isFinite(popularities[other]) ? popularities[other] : -1;
  const sort = (songs: number[]) => songs.sort((a, b) => known(b) - known(a) || a - b);
  return { versions: sort(versions), sameAlbum: sort(sameAlbum), sameArtist: sort(sameArtist) };
}
