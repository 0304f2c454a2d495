/**
 * Follows each recipe of `docs/customise.md` to the letter in a copy of the project of its own, with
 * the sample data: edits its files, runs its commands, and looks at what came of it.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { applyEdit, readRecipes, type Recipe } from "../recipes.ts";

const RECIPES = readRecipes(readFileSync("docs/customise.md", "utf8"));

async function run(program: string, args: string[], cwd: string): Promise<string> {
  // The recipes speak of a clone without a data set of its own and without settings in the shell.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(SONGS_CSV|SEGUE_.*)$/.test(name)),
  ) as Record<string, string>;
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args,
    cwd,
    env,
    clearEnv: true,
  }).output();
  const said = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  assert.equal(code, 0, `${program} ${args.join(" ")}:\n${said}`);
  return said;
}

/** What the project consists of, without what it was built to, in a folder below `.cache`. */
async function inClone(use: (folder: string) => Promise<void>): Promise<void> {
  mkdirSync(".cache", { recursive: true });
  const folder = mkdtempSync(join(".cache", "recipe-"));
  try {
    const files = await run("git", ["ls-files", "--cached", "--others", "--exclude-standard"], ".");
    const list = join(folder, "files.txt");
    writeFileSync(list, files);
    await run("sh", ["-c", `tar -cf - -T "$1" | tar -xf - -C "$2"`, "sh", list, folder], ".");
    // Linked file by file, so that paths lead into the clone.
    await run("cp", ["-al", "node_modules", join(folder, "node_modules")], ".");
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What a reader sees at the end of a recipe. */
const OUTCOMES: Readonly<Record<string, (folder: string) => void>> = {
  "Replace the data set": (folder) => {
    assert.equal(manifestOf(join(folder, "movie-model")).counts.interactions, 2);
    assert.equal(manifestOf(join(folder, "korb-model")).counts.playlists, 2);
  },
  "Add a feature, or leave one out": (folder) =>
    assert.deepEqual(builtManifest(folder).features.length, 10),
  "Change how many neighbours are stored, and the number of factors": (folder) => {
    const { settings } = builtManifest(folder);
    assert.deepEqual([settings.rank, settings.topN], [32, 30]);
  },
  "Weigh features": (folder) =>
    assert.match(readFileSync(join(folder, "dist/index.html"), "utf8"), /danceability: 2/),
  "Use another scaler": (folder) => assert.equal(builtManifest(folder).settings.scaler, "quantile"),
  "Add a signal": (folder) =>
    assert.deepEqual(builtManifest(folder).features.map(({ name }) => name), [
      "danceability",
      "energy",
      "letters",
    ]),
  "Add a page": (folder) => {
    assert.match(readFileSync(join(folder, "dist/my-question.html"), "utf8"), /My question/);
    assert.match(readFileSync(join(folder, "dist/index.html"), "utf8"), /My question/);
  },
  "Deploy under a subpath": (folder) =>
    assert.ok(existsSync(join(folder, "site/music/index.html"))),
};

interface SeenManifest {
  readonly counts: { readonly interactions: number; readonly playlists: number };
  readonly settings: { readonly rank: number; readonly topN: number; readonly scaler: string };
  readonly features: readonly { readonly name: string }[];
}

function manifestOf(model: string): SeenManifest {
  return JSON.parse(readFileSync(join(model, "manifest.json"), "utf8"));
}

function builtManifest(folder: string): SeenManifest {
  const files = join(folder, "dist/_file/model");
  const name =
    [...Deno.readDirSync(files)].find(({ name }) => /^manifest\..*json$/.test(name))!.name;
  return JSON.parse(readFileSync(join(files, name), "utf8"));
}

async function follow({ title, steps }: Recipe): Promise<void> {
  await inClone(async (folder) => {
    for (const step of steps) {
      if (step.kind === "commands") await run("sh", ["-ec", step.text], folder);
      else {
        const path = join(folder, step.file);
        writeFileSync(path, applyEdit(step, readFileSync(path, "utf8")));
      }
    }
    OUTCOMES[title]?.(folder);
  });
}

for (const recipe of RECIPES) Deno.test(`recipe: ${recipe.title}`, () => follow(recipe));
