/** What a run of the loaders is asked for: which data set, which settings. */
import { type DataSet, findDataSet } from "./dataset.ts";
import { settings as baseSettings } from "./settings.ts";
import { type EffectiveSettings, effectiveSettings, type Settings } from "./settings_schema.ts";

export { CACHE, ROOT } from "./project.ts";

/** A run: which data, which settings. */
export interface ModelRequest {
  readonly dataset: DataSet;
  readonly effective: EffectiveSettings;
}

/** What a command's flags and the environment ask for. */
export function modelRequest(flags: Readonly<Record<string, string | undefined>>): ModelRequest {
  const environment = (variable: string) => Deno.env.get(variable);
  const effective = effectiveSettings(baseSettings, flags, environment);
  return { dataset: findDataSet(flags.csv, environment("SONGS_CSV"), effective.files), effective };
}

/** One phrase on the data set in use. */
export function describe({ path, interactions, invented }: DataSet): string {
  if (invented) return `${path}, the sample of invented songs`;
  return interactions === null ? path : `${path} with the pairs of ${interactions}`;
}

/** Settings on which what is read from the data set does not depend. */
const BEYOND_READING: readonly (keyof Settings)[] = [
  "scaler",
  "rank",
  "topN",
  "exactUpTo",
  "workers",
  "memoryLimit",
  "nouns",
];

/** What decides, beside the data set's content, which songs, playlists and pairs are read. */
export function readingSettings({ settings }: EffectiveSettings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).filter(([name]) => !BEYOND_READING.includes(name as keyof Settings)),
  );
}
