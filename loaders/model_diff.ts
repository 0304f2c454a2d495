/**
 * What differs between two builds: songs and pairs, settings, accuracy, and the lists of neighbours.
 * Songs and playlists are told by their ids, so that the builds may number them differently.
 */
import type { Table } from "apache-arrow";
import { drawResamples, mean, pairedBootstrap } from "./bootstrap.ts";
import type { BuildFiles } from "./build_files.ts";
import type { AccuracyDiff, ListDiff, ModelDiff, SetDiff } from "../src/statistics/model_diff.ts";

/** Rows that are named of songs come and gone, and of lists that changed. */
const EXAMPLES = 10;
/** Length of the lists that are compared. */
const LIST = 20;
const RESAMPLES = 1000;

/** Compares two builds. */
export function compareBuilds(before: BuildFiles, now: BuildFiles): ModelDiff {
  const songs = [named(before.songs, "track"), named(now.songs, "track")] as const;
  const playlists = [
    named(before.playlists, "playlist"),
    named(now.playlists, "playlist"),
  ] as const;
  const pairs = [pairsOf(before, songs[0], playlists[0]), pairsOf(now, songs[1], playlists[1])];
  return {
    datasets: [before.manifest.dataset.name, now.manifest.dataset.name],
    sameData: before.manifest.dataset.sha256 === now.manifest.dataset.sha256,
    songs: setDiff(songs[0], songs[1]),
    playlists: setDiff(playlists[0], playlists[1]),
    pairs: setDiff(pairs[0], pairs[1]),
    settings: settingsDiff(before, now),
    accuracy: accuracyDiff(before.evaluation, now.evaluation),
    lists: [
      listDiff("collaborative", before.collaborativeNeighbors, now.collaborativeNeighbors, songs),
      listDiff("audio", before.contentNeighbors, now.contentNeighbors, songs),
    ],
  };
}

/** Ids in the order of their rows, each with a name that people read. */
type Named = ReadonlyMap<string, string>;

function named(table: Table, kind: "track" | "playlist"): Named {
  const ids = table.getChild(`${kind}_id`)!, names = table.getChild(`${kind}_name`);
  const artists = table.getChild("track_artist");
  const entries = Array.from({ length: table.numRows }, (_, row): [string, string] => {
    const id = String(ids.get(row)), name = names?.get(row) ?? null;
    const artist = artists?.get(row) ?? null;
    return [id, name === null ? id : artist === null ? name : `${name} · ${artist}`];
  });
  return new Map(entries);
}

function pairsOf({ interactions }: BuildFiles, songs: Named, playlists: Named): Named {
  const songIds = [...songs.keys()], playlistIds = [...playlists.keys()];
  const song = interactions.getChild("song")!.toArray() as Int32Array;
  const playlist = interactions.getChild("playlist")!.toArray() as Int32Array;
  // Ids may hold any letter, but this one is taken out when a data set is read.
  return new Map(
    Array.from(song, (s, i) => {
      const ids = [songIds[s], playlistIds[playlist[i]]];
      return [ids.join("\x1f"), `${songs.get(ids[0])} in ${playlists.get(ids[1])}`];
    }),
  );
}

function setDiff(before: Named, now: Named): SetDiff {
  const added = [...now].filter(([id]) => !before.has(id)).map(([, name]) => name);
  const gone = [...before].filter(([id]) => !now.has(id)).map(([, name]) => name);
  return {
    before: before.size,
    now: now.size,
    added: added.length,
    gone: gone.length,
    addedNames: added.slice(0, EXAMPLES),
    goneNames: gone.slice(0, EXAMPLES),
  };
}

function settingsDiff(before: BuildFiles, now: BuildFiles): ModelDiff["settings"] {
  const flat = ({ manifest }: BuildFiles) => {
    const { columns, ...settings } = manifest.settings as unknown as Record<string, unknown>;
    return new Map(
      [
        ...Object.entries(settings),
        ...Object.entries(columns as object).map(([role, name]) => [`columns.${role}`, name]),
      ].map(([name, value]) => [
        String(name),
        Array.isArray(value) ? value.join(", ") : String(value),
      ]),
    );
  };
  const old = flat(before), current = flat(now);
  return [...new Set([...old.keys(), ...current.keys()])]
    .map((name) => ({ name, before: old.get(name) ?? "–", now: current.get(name) ?? "–" }))
    .filter(({ before, now }) => before !== now);
}

const MEASURES = [["warm", "ndcg", 10], ["warm", "recall", 50], ["cold", "ndcg", 10], [
  "cold",
  "recall",
  50,
]] as const;

/** Of the default model, the values of single playlists where the evaluation has them. */
function accuracyDiff(before: Table | null, now: Table | null): AccuracyDiff[] {
  if (before === null || now === null) return [];
  return MEASURES.flatMap(([subset, metric, k]): AccuracyDiff[] => {
    const [old, current] = [before, now].map((table) => playlistValues(table, subset, metric, k));
    const shared = [...current.keys()].filter((id) => old.has(id));
    const a = Float64Array.from(shared, (id) => current.get(id)!);
    const b = Float64Array.from(shared, (id) => old.get(id)!);
    if (shared.length === 0) return [];
    const paired = pairedBootstrap(a, b, drawResamples(a.length, RESAMPLES, 1));
    // Too few playlists make an interval that claims too much.
    const enough = shared.length >= 5;
    return [{
      subset,
      metric,
      k,
      before: mean(b),
      now: mean(a),
      difference: paired.value,
      low: enough ? paired.low : null,
      high: enough ? paired.high : null,
      playlists: shared.length,
    }];
  });
}

/** The value of each playlist, by its id and the seed of the split. */
function playlistValues(
  table: Table,
  subset: string,
  metric: string,
  k: number,
): Map<string, number> {
  const column = (name: string) => table.getChild(name);
  const [kinds, groups, seeds, values] = ["group_kind", "group", "seed", "value"].map(column);
  const tests = [column("subset"), column("metric"), column("k")], wanted = [subset, metric, k];
  const found = new Map<string, number>();
  for (let row = 0; row < table.numRows; row++) {
    if (kinds?.get(row) !== "playlist") continue;
    if (!tests.every((column, i) => column?.get(row) === wanted[i])) continue;
    const value = values?.get(row);
    if (value === value) found.set(`${seeds?.get(row)} ${groups?.get(row)}`, value);
  }
  return found;
}

function listDiff(
  signal: ListDiff["signal"],
  before: Table,
  now: Table,
  [oldSongs, newSongs]: readonly [Named, Named],
): ListDiff {
  const oldIds = [...oldSongs.keys()], newIds = [...newSongs.keys()];
  const oldRows = new Map(oldIds.map((id, row) => [id, row]));
  // Row in the old build of each song of the new one, −1 where it is new.
  const oldOf = Int32Array.from(newIds, (id) => oldRows.get(id) ?? -1);
  const oldLists = firstNeighbors(before, oldIds.length);
  const newLists = firstNeighbors(now, newIds.length);
  const compared: { song: number; overlap: number }[] = [];
  for (let song = 0; song < newIds.length; song++) {
    if (oldOf[song] < 0) continue;
    const old = oldLists(oldOf[song]), current = newLists(song);
    const length = Math.max(old.length, current.length);
    if (length === 0) continue;
    const held = new Set(old);
    const shared = current.reduce((n, neighbor) => n + (held.has(oldOf[neighbor]) ? 1 : 0), 0);
    compared.push({ song, overlap: shared / length });
  }
  const sum = compared.reduce((sum, { overlap }) => sum + overlap, 0);
  const changed = compared.filter(({ overlap }) => overlap < 1)
    .sort((a, b) => a.overlap - b.overlap || a.song - b.song);
  return {
    signal,
    songs: compared.length,
    meanOverlap: compared.length > 0 ? sum / compared.length : 1,
    unchanged: compared.length - changed.length,
    most: changed.slice(0, EXAMPLES).map(({ song, overlap }) => ({
      id: newIds[song],
      name: newSongs.get(newIds[song])!,
      overlap,
    })),
  };
}

/** The first neighbours of a song, of a table that is sorted by song and rank. */
function firstNeighbors(table: Table, songs: number): (song: number) => Int32Array {
  const song = table.getChild("song")!.toArray() as Int32Array;
  const neighbor = table.getChild("neighbor")!.toArray() as Int32Array;
  const start = new Int32Array(songs + 1);
  for (const row of song) start[row + 1]++;
  for (let row = 0; row < songs; row++) start[row + 1] += start[row];
  return (row) => neighbor.subarray(start[row], Math.min(start[row + 1], start[row] + LIST));
}
