/**
 * The stages of a model. Each makes some of its files from the data set or from what stages before
 * it made. What an earlier model has of a stage with the same inputs is taken over: its files are
 * linked, not copied and not made again.
 */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Manifest } from "./manifest.ts";
import type { FileHashes } from "./model_files.ts";
import type { Progress, StageCost } from "./progress.ts";
import { ROOT } from "./project.ts";
import { type KnownSources, sourceHashes } from "./sources.ts";
import { canonical, differences, enumerated, type Inputs, keyOf, linkOrCopy } from "./store.ts";

/** What a stage depends on: content, never times. */
export interface StageInputs extends Inputs {
  /** Settings that the stage uses, by name. */
  readonly settings: Inputs;
  /** sha256 of each of its sources, by path in the project. */
  readonly sources: Readonly<Record<string, string>>;
}

/**
 * Says what stages depend on beside their data.
 *
 * @param base `import.meta.url` of the module whose stages they are: their modules are named from it
 * @param always a module that all of them need, such as the one that writes their files
 */
export function stageDependencies(
  base: string,
  always: string,
  libraries: Inputs,
  known: KnownSources = new Map(),
) {
  return (settings: StageInputs["settings"], ...modules: string[]): StageInputs => ({
    settings,
    sources: sourceHashes(
      [...modules, always].map((path) => fileURLToPath(new URL(path, base))),
      ROOT,
      known,
    ),
    libraries,
  });
}

/** A stage as the manifest remembers it. */
export interface StageRecord {
  /** What it depended on; of its sources one hash, as the manifest lists them all elsewhere. */
  readonly inputs: Inputs;
  /** sha256 of each file that it made. */
  readonly files: FileHashes;
  /** What it found beside its files, as plain data. */
  readonly outcome: unknown;
  /** Steps of the terminal's progress that it consists of. */
  readonly steps: readonly string[];
}

/** What a manifest holds of stages. */
type StagedManifest = Pick<Manifest, "stages" | "seconds" | "costs"> & {
  readonly inputs: Pick<Manifest["inputs"], "sources">;
};

/** A model, or another result, that stands complete in a folder. */
interface Earlier {
  readonly folder: string;
  readonly manifest: StagedManifest;
}

/** The stages of a model, or of another result that has some, in the making. */
export class Stages {
  readonly records: Record<string, StageRecord> = {};
  /** Of the steps of stages that were taken over, what they took when they ran. */
  readonly #seconds: Record<string, number> = {};
  readonly #costs: Record<string, StageCost> = {};
  readonly #folder: string;
  readonly #earlier: readonly Earlier[];
  readonly #progress: Progress;

  /**
   * @param folder where the files are to stand
   * @param earlier folders of complete results that may be taken from, newest first
   */
  constructor(folder: string, earlier: readonly string[], progress: Progress) {
    this.#folder = folder;
    this.#progress = progress;
    this.#earlier = earlier.map((folder) => ({
      folder,
      manifest: JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")),
    }));
  }

  /**
   * Takes a stage over from an earlier model if one has it with equal inputs, and says so or why
   * the stage runs.
   *
   * @returns the stage's outcome, or null when it has to run and then to be added
   */
  take<T>(name: string, inputs: StageInputs): T | null {
    const stored = storedForm(inputs);
    for (const { folder, manifest } of this.#earlier) {
      const record = manifest.stages?.[name];
      if (record === undefined || canonical(record.inputs) !== canonical(stored)) continue;
      if (!this.#linkFiles(folder, Object.keys(record.files))) continue;
      for (const step of record.steps) {
        this.#seconds[step] = manifest.seconds[step];
        this.#costs[step] = manifest.costs[step];
      }
      this.records[name] = record;
      this.#progress.say(`  ${name.padEnd(26)} as before`);
      return record.outcome as T;
    }
    const newest = this.#earlier.find(({ manifest }) => manifest.stages?.[name] !== undefined);
    if (newest !== undefined) {
      this.#progress.say(`  ${name.padEnd(26)} again: ${reasonFor(name, inputs, newest.manifest)}`);
    }
    return null;
  }

  /** Adds a stage that has run; returns its outcome. */
  add<T>(
    name: string,
    inputs: StageInputs,
    made: { files: FileHashes; outcome: T; steps: readonly string[] },
  ): T {
    this.records[name] = { inputs: storedForm(inputs), ...made };
    return made.outcome;
  }

  /** The sha256 of each file of all stages, by name, in byte order. */
  files(): FileHashes {
    const all = Object.values(this.records).flatMap(({ files }) => Object.entries(files));
    return Object.fromEntries(all.sort(([a], [b]) => a < b ? -1 : 1));
  }

  /** Seconds of each step, in this run or, where its stage was taken over, when it ran. */
  seconds(): Readonly<Record<string, number>> {
    return { ...this.#seconds, ...this.#progress.seconds };
  }

  /** What each step took of the machine, likewise. */
  costs(): Readonly<Record<string, StageCost>> {
    return { ...this.#costs, ...this.#progress.costs };
  }

  /** Whether all files could be taken; none is left when one of them is missing. */
  #linkFiles(from: string, names: readonly string[]): boolean {
    try {
      // A file of a model is replaced by renaming, never written in place, so both may share it.
      for (const name of names) linkOrCopy(join(from, name), join(this.#folder, name));
      return true;
    } catch {
      for (const name of names) rmSync(join(this.#folder, name), { force: true });
      return false;
    }
  }
}

function storedForm(inputs: StageInputs): Inputs {
  return { ...inputs, sources: keyOf(inputs.sources) };
}

/** Why a stage cannot be taken from a model: what differs from what it was made from there. */
function reasonFor(
  name: string,
  inputs: StageInputs,
  { stages, inputs: whole }: StagedManifest,
): string {
  const before = stages[name].inputs;
  const { sources, ...rest } = inputs, { sources: hash, ...restBefore } = before;
  const changes = differences(restBefore, rest);
  if (hash !== keyOf(sources)) {
    const edited = Object.keys(sources).filter((path) => whole.sources[path] !== sources[path]);
    changes.push(...(edited.length > 0 ? edited : ["sources"]));
  }
  return changes.length > 0 ? enumerated(changes) : "its files were removed";
}
