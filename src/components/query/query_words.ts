/** A query in a few words: the name of a list, of a file, of a kept query. */
import { count, featureLabel, formatFeature } from "../feature_format.ts";
import { type PageModel, playlistName, songTitle } from "../model.ts";
import type { ResolvedQuery } from "./query_state.ts";

const MOST_NAMED = 3;

/** What a query is made of, such as "Halo, bad guy, rock and 2 more"; "" for a query of nothing. */
export function queryWords({ query }: Pick<ResolvedQuery, "query">, model: PageModel): string {
  const { catalogue } = model;
  const names = [
    ...query.songs.map((song) => songTitle(model, song)),
    ...query.playlists.map((playlist) => playlistName(model, playlist)),
    ...query.genres.map((row) => catalogue.genreNames[row]),
    ...query.subgenres.map((row) => catalogue.subgenreNames[row]),
    ...(query.newSongs?.length ? [count(query.newSongs.length, "song") + " of your own"] : []),
    ...query.preferences.map(({ feature, value }) => {
      const { name } = catalogue.features[feature];
      return `${featureLabel(name)} near ${formatFeature(name, value)}`;
    }),
  ];
  const more = names.length - MOST_NAMED;
  if (more > 0) return `${names.slice(0, MOST_NAMED).join(", ")} and ${more} more`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
