/**
 * Songs that someone brought along and the data set does not have, by what their file knows of them.
 * In the address: `own=danceability;energy,TITLE:ARTIST:2014.5:60:0.5;0.7`, the features' names first,
 * then for each song title, artist, release as a decimal year, popularity, and values of the features.
 */
import type { NewSong } from "../../recommender/contract.ts";
import type { PageModel } from "../model.ts";
import { artistForms, foldedWords } from "./name_forms.ts";
import { decode, number, parts } from "./fragment_values.ts";

export interface OwnSong {
  readonly title: string;
  readonly artist: string;
  /** Release as a decimal year; NaN where unknown. */
  readonly released: number;
  /** NaN where unknown. */
  readonly popularity: number;
  /** Values of audio features by name, in the unit of the data set. */
  readonly features: Readonly<Record<string, number>>;
}

/** Digits that are kept of a number: those of the public data set. */
const DIGITS = 6;

/** The songs as an address holds them; "" for none. */
export function formatOwnSongs(songs: readonly OwnSong[]): string {
  if (songs.length === 0) return "";
  const names = [...new Set(songs.flatMap(({ features }) => Object.keys(features)))];
  const text = (value: number | undefined) =>
    value === undefined || !Number.isFinite(value) ? "" : String(Number(value.toPrecision(DIGITS)));
  return [
    names.map(encodeURIComponent).join(";") || ";", // None: still a first part.
    ...songs.map(({ title, artist, released, popularity, features }) =>
      [
        encodeURIComponent(title),
        encodeURIComponent(artist),
        text(released),
        text(popularity),
        names.map((name) => text(features[name])).join(";"),
      ].join(":")
    ),
  ].join(",");
}

/** Reads them; what cannot be read is passed over. */
export function readOwnSongs(value: string | undefined): OwnSong[] {
  const [head = "", ...songs] = parts(value);
  const names = head.split(";").map(decode);
  return songs.flatMap((song): OwnSong[] => {
    const [title, artist, released, popularity, values, ...rest] = song.split(":");
    if (values === undefined || rest.length > 0) return [];
    const numbers = values.split(";").map(number);
    const features = names.flatMap((name, i): [string, number][] =>
      Number.isFinite(numbers[i]) ? [[name, numbers[i]]] : []
    );
    return [{
      title: decode(title),
      artist: decode(artist),
      released: number(released),
      popularity: number(popularity),
      features: Object.fromEntries(features),
    }];
  });
}

/** The rows of a model's artists by their folded names: made for the first song that asks. */
const artistRows = new WeakMap<PageModel, ReadonlyMap<string, number>>();

/** The songs in the terms of a model; features that it does not have are passed over. */
export function resolveOwnSongs(songs: readonly OwnSong[], model: PageModel): NewSong[] {
  if (songs.length === 0) return [];
  const { features, artistNames } = model.catalogue;
  const rows = artistRows.get(model) ??
    new Map(artistNames.map((name, row) => [foldedWords(name), row]));
  artistRows.set(model, rows);
  return songs.map((song) => ({
    title: song.title,
    artist: artistForms(song.artist).map((name) => rows.get(name))
      .find((row) => row !== undefined) ?? -1,
    features: Float64Array.from(
      features,
      ({ name }) => Object.hasOwn(song.features, name) ? song.features[name] : NaN,
    ),
    releaseYear: song.released,
    popularity: song.popularity,
  }));
}
