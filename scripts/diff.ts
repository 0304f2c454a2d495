/** `npm run diff -- OLD NEW`: what differs between two builds. */
import { openBuild } from "../loaders/build_files.ts";
import { type Command, readOptions, runCommand, usage } from "../loaders/command_line.ts";
import { UserError } from "../loaders/errors.ts";
import { compareBuilds } from "../loaders/model_diff.ts";
import type { AccuracyDiff, ListDiff, SetDiff } from "../src/statistics/model_diff.ts";

const COMMAND = {
  name: "npm run diff --",
  summary: "Compares two builds: songs and pairs, settings, accuracy, lists of neighbours.\n" +
    "A build is a folder that npm run model -- --out made, with the evaluation.arrow of\n" +
    "npm run evaluate -- --out beside its files if accuracy is wanted, or a site (dist).",
  options: [
    { flag: "old", value: "OLD", positional: true, description: "the earlier build" },
    { flag: "new", value: "NEW", positional: true, description: "the later build" },
    { flag: "json", description: "print the comparison as JSON" },
  ],
} as const satisfies Command;

const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;

function setLines(what: string, { before, now, added, gone, addedNames, goneNames }: SetDiff) {
  const names = (sign: string, list: readonly string[], all: number) =>
    all === 0 ? [] : [`    ${sign} ${list.join("; ")}${all > list.length ? "; …" : ""}`];
  return [
    `  ${what.padEnd(10)}${before} → ${now}: ${added} added, ${gone} gone`,
    ...names("+", addedNames, added),
    ...names("−", goneNames, gone),
  ];
}

function accuracyLine(
  { subset, metric, k, before, now, difference, low, high, playlists }: AccuracyDiff,
) {
  const interval = low === null || high === null ? "" : ` [${signed(low)}, ${signed(high)}]`;
  return `  ${`${subset} ${metric}@${k}`.padEnd(16)}${before.toFixed(4)} → ${now.toFixed(4)}  ` +
    `${signed(difference)}${interval} over ${playlists} playlists`;
}

function listLines({ signal, songs, meanOverlap, unchanged, most }: ListDiff) {
  return [
    `  ${signal}: of the first 20 neighbours ${(100 * meanOverlap).toFixed(1)} % are the same, ` +
    `${unchanged} of ${songs} lists unchanged`,
    ...most.map(({ name, id, overlap }) =>
      `    ${(100 * overlap).toFixed(0).padStart(3)} %  ${name} (${id})`
    ),
  ];
}

await runCommand(() => {
  const options = readOptions(COMMAND, Deno.args);
  if (options === null) {
    console.log(usage(COMMAND));
    return;
  }
  if (options.old === undefined || options.new === undefined) {
    throw new UserError("Cannot compare: two builds are needed. See 'npm run diff -- --help'");
  }
  const diff = compareBuilds(openBuild(options.old), openBuild(options.new));
  if (options.json !== undefined) {
    console.log(JSON.stringify(diff, null, 1));
    return;
  }
  console.log([
    diff.sameData
      ? `Data: the same, ${diff.datasets[1]}`
      : `Data: ${diff.datasets.join(" → ")}, of different content`,
    ...setLines("songs", diff.songs),
    ...setLines("playlists", diff.playlists),
    ...setLines("pairs", diff.pairs),
    "",
    diff.settings.length > 0 ? "Settings" : "Settings: the same",
    ...diff.settings.map(({ name, before, now }) => `  ${name}: ${before} → ${now}`),
    "",
    diff.accuracy.length > 0
      ? "Accuracy of the default, playlist by playlist, with the middle 95 % of a paired bootstrap"
      : "Accuracy: not compared, as not both builds hold an evaluation of single playlists",
    ...diff.accuracy.map(accuracyLine),
    "",
    "Lists",
    ...diff.lists.flatMap(listLines),
  ].join("\n"));
});
