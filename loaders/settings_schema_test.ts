import assert from "node:assert/strict";
import { UserError } from "./errors.ts";
import { settings } from "./settings.ts";
import { effectiveSettings, OPTIONS } from "./settings_schema.ts";

const nothing = () => undefined;

function refusal(
  flags: Record<string, string>,
  environment: (variable: string) => string | undefined = nothing,
): string {
  try {
    effectiveSettings(settings, flags, environment);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.message;
  }
  throw new assert.AssertionError({ message: "the settings were accepted" });
}

Deno.test("effectiveSettings() takes settings.ts as it stands", () => {
  const { dataset, interactions, ...rest } = settings;
  assert.deepEqual(effectiveSettings(settings, {}, nothing), {
    settings: rest,
    files: { dataset, interactions },
    overridden: {},
  });
});

Deno.test("effectiveSettings() lets flags win over the environment, and that over the file", () => {
  const variables: Record<string, string> = { SEGUE_TOP_N: "7", SEGUE_RANK: "9" };
  const effective = effectiveSettings(settings, { "top-n": "30" }, (name) => variables[name]);
  assert.equal(effective.settings.topN, 30);
  assert.equal(effective.settings.rank, 9);
  assert.deepEqual(effective.overridden, { rank: "SEGUE_RANK", topN: "--top-n" });
});

Deno.test("effectiveSettings() reads lists of features, and the empty one", () => {
  const of = (features: string) => effectiveSettings(settings, { features }, nothing).settings;
  assert.deepEqual(of("energy, tempo").features, ["energy", "tempo"]);
  assert.deepEqual(of("").features, []);
});

Deno.test("effectiveSettings() names the setting, its source, the value and what is allowed", () => {
  assert.equal(
    refusal({ "top-n": "0" }),
    "Cannot use the settings: topN = 0 (--top-n): it must be at least 1",
  );
  assert.equal(
    refusal({}, (name) => name === "SEGUE_SCALER" ? "log" : undefined),
    'Cannot use the settings: scaler = "log" (SEGUE_SCALER): it must be one of minmax, zscore, ' +
      "quantile",
  );
  assert.match(refusal({ rank: "many" }), /rank = .* \(--rank\): a whole number is needed/);
  assert.match(refusal({ rank: "" }), /\(--rank\): a whole number is needed/);
  assert.match(refusal({ rank: "2.5" }), /\(--rank\): a whole number is needed/);
  assert.match(refusal({ features: "energy,energy" }), /a feature is named twice/);
});

Deno.test("effectiveSettings() reads nouns, keeps those that are not named, and refuses others", () => {
  const { nouns } =
    effectiveSettings(settings, { nouns: "song=book,playlist=shelf/shelves" }, nothing)
      .settings;
  assert.deepEqual(nouns.song, ["book", "books"]);
  assert.deepEqual(nouns.playlist, ["shelf", "shelves"]);
  assert.deepEqual(nouns.artist, ["artist", "artists"]);
  assert.match(
    refusal({ nouns: "book=x" }),
    /nouns\.book .*: there is no such noun; the nouns are song/,
  );
  assert.match(refusal({ nouns: "song=" }), /nouns\.song\.0 = "" \(--nouns\): it is empty/);
});

Deno.test("effectiveSettings() refuses a setting that does not exist", () => {
  const wrong = { ...settings, topM: 3 };
  assert.throws(
    () => effectiveSettings(wrong, {}, nothing),
    /: topM \(loaders\/settings\.ts\): there is no such setting/,
  );
});

Deno.test("effectiveSettings() maps the columns that are named and keeps the others", () => {
  const { columns } = effectiveSettings(
    settings,
    { columns: "track_id=song, playlist_id=user,track_name=" },
    nothing,
  ).settings;
  assert.deepEqual(columns, {
    ...settings.columns,
    track_id: "song",
    playlist_id: "user",
    track_name: "",
  });
  assert.match(
    refusal({ columns: "colour=x" }),
    /columns\.colour \(--columns\): there is no such role; the roles are track_id, playlist_id/,
  );
  assert.match(refusal({ columns: "track_id=" }), /columns\.track_id = "" .*: it is empty/);
  assert.match(refusal({ columns: "track_id" }), /columns\.track_id = null .*column's name/);
});

Deno.test("effectiveSettings() takes the least weight as a number or leaves it to the data", () => {
  const of = (text: string) =>
    effectiveSettings(settings, { "min-weight": text }, nothing).settings.minWeight;
  assert.equal(of("3.5"), 3.5);
  assert.equal(of("auto"), "auto");
  assert.match(refusal({ "min-weight": "many" }), /minWeight = .*: a number or "auto" is needed/);
});

Deno.test("every setting but the data set, which is --csv, can be overridden by one flag and one variable", () => {
  assert.deepEqual(
    OPTIONS.map(({ setting }) => setting).sort(),
    Object.keys(settings).filter((name) => name !== "dataset").sort(),
  );
  assert.equal(new Set(OPTIONS.map(({ flag }) => flag)).size, OPTIONS.length);
  assert.equal(new Set(OPTIONS.map(({ variable }) => variable)).size, OPTIONS.length);
});
