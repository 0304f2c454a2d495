/**
 * What the tuned ranking model learns from a data set as a whole, a stage of its own, since it would
 * take seconds in the browser: how strongly the playlists claim each song, one row a song (`song`,
 * `claim`; no rows for a catalogue that is too large for it, whose ranking does without), and in the
 * schema's metadata `parameters`, the model's numbers with the strengths of this data set, as JSON.
 *
 * Beside the claims stands what the model finds in the catalogue by reading and ordering all of it
 * (`tuned_findings.ts`), for the songs and artists as `catalogue.arrow` numbers them: the columns
 * `featured` and `version_words`, and in the metadata `findings` the rest, as JSON.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Catalogue } from "../src/recommender/contract.ts";
import { tunedModel } from "../src/recommender/tuned.ts";
import { relevancesOf, tunedFindings, writtenFindings } from "../src/recommender/tuned_findings.ts";
import { adaptedParameters } from "./adapt.ts";
import { arrowBytes, float32Column, int32Column, listColumn } from "./arrow.ts";
import { catalogueOf } from "./catalogue.ts";
import { type Command, help, readFlags, runCommand } from "./command_line.ts";
import { sha256OfDataSet } from "./dataset.ts";
import { numbered } from "./numbered.ts";
import {
  CACHE,
  describe,
  type ModelRequest,
  modelRequest,
  readingSettings,
  ROOT,
} from "./request.ts";
import { type Progress, stderrProgress } from "./progress.ts";
import { readRequest } from "./request_data.ts";
import type { SongData } from "./songs.ts";
import { libraryVersions, sourceHashes } from "./sources.ts";
import { freshResult, type Result, writeFileWhole } from "./store.ts";

const COMMAND: Command = {
  name: "npm run claims --",
  summary: "Adapts the tuned model to the data set and finds the playlists' claims: claims.arrow.",
  options: [{ flag: "csv", value: "FILE", description: "the data set; else it is looked for" }],
};

/** The claims for a request: those that stand in the cache, or new ones. */
export async function freshClaims(request: ModelRequest, progress: Progress): Promise<Result> {
  const { dataset, effective } = request;
  const inputs = {
    dataset: await sha256OfDataSet(dataset),
    settings: readingSettings(effective),
    sources: sourceHashes(fileURLToPath(import.meta.url), ROOT),
    libraries: libraryVersions(ROOT, ["@duckdb/node-bindings", "apache-arrow"]),
  };
  return await freshResult(
    join(CACHE, "claims"),
    inputs,
    (folder) => buildClaims(request, folder, progress),
    (reason) => progress.say(`Weighing the playlists' claims of ${describe(dataset)} (${reason})`),
  );
}

async function buildClaims(
  request: ModelRequest,
  folder: string,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const data = await readRequest(request, progress);
  const catalogue = catalogueOf(data);
  const parameters = await progress.stage("adapt", () => adaptedParameters(catalogue));
  const { claims } = await progress.stage(
    "claims",
    () => tunedModel(catalogue, { parameters, claims: "compute" }),
  );
  const claim = claims ?? new Float32Array(0);
  const song = Int32Array.from(claim, (_, row) => row);
  const columns = [int32Column("song", song), float32Column("claim", claim)];
  const metadata = new Map([["parameters", JSON.stringify(parameters)]]);
  if (claims !== null) {
    const read = asPagesRead(catalogue, data);
    const findings = tunedFindings(read);
    const { featured, versions: { words, songWords } } = findings;
    const relevances = relevancesOf(tunedModel(read, { parameters, findings }));
    columns.push(
      listColumn("featured", featured.indptr, featured.indices),
      listColumn("version_words", songWords.indptr, songWords.indices),
    );
    metadata.set("findings", JSON.stringify(writtenFindings({ ...findings, words, relevances })));
  }
  writeFileWhole(join(folder, "claims.arrow"), arrowBytes(columns, metadata));
  return { seconds: progress.seconds };
}

/** The catalogue that pages read from `catalogue.arrow`: other numbers of artists, single precision. */
function asPagesRead(catalogue: Catalogue, { songs }: SongData): Catalogue {
  const artists = numbered(songs.artists);
  const single = (values: Float64Array) => values.map(Math.fround);
  return {
    ...catalogue,
    artists: artists.codes,
    artistNames: artists.names,
    features: catalogue.features.map(({ name, values }) => ({ name, values: single(values) })),
    popularities: single(catalogue.popularities),
  };
}

async function main(): Promise<void> {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) {
    console.log(help(COMMAND));
    return;
  }
  const { folder, rebuilt } = await freshClaims(modelRequest(flags), stderrProgress());
  if (rebuilt === null) console.error("The claims are up to date");
  console.log(folder);
}

if (import.meta.main) await runCommand(main);
