/**
 * What recommendations start with where the address says nothing. It is said in the first block of
 * the Recommend page (`src/index.md`); a `meta` in the head of every page says it to the others.
 */
import { isPlainObject, readJson } from "../json.ts";
import { LONGEST_LIST } from "../query/query_state.ts";

/** What an analyst sets on the Recommend page. */
export interface RecommendDefaults {
  /** Name of the ranking model; see `ranking_models.ts`. */
  readonly model: string;
  /** Weight of the collaborative signal, 0 to 1; the rest is content's. Null is the model's own. */
  readonly blend: number | null;
  /** Share of content that is audio's and not the catalogue's, 0 to 1. Null is the model's own. */
  readonly split: number | null;
  /** Length of the list, 1 to 200. */
  readonly topN: number;
  /** Most songs of one artist; 0 for any number. */
  readonly perArtist: number;
  /** Whether a song that is there in several versions is listed once. */
  readonly oneVersion: boolean;
  /** How unlike each other the songs of the list are, 0 to 1. */
  readonly variety: number;
  /** From −1, well known songs first, to 1, lesser known ones first. */
  readonly novelty: number;
  /** How much audio features count, by name; a feature that is not named counts 1. */
  readonly features: Readonly<Record<string, number>>;
}

/** What holds for a value that the block does not name, and where there is no block. */
export const RECOMMEND_DEFAULTS: RecommendDefaults = {
  model: "tuned",
  blend: null,
  split: null,
  topN: 20,
  perArtist: 3,
  oneVersion: true,
  variety: 0,
  novelty: 0,
  features: {},
};

/**
 * The defaults of the Recommend page, as JSON or as a page that has them in its head.
 * @throws RangeError that names the first one that is out of range
 */
export function readQueryDefaults(json: string | null): RecommendDefaults {
  const read: unknown = json === null ? {} : readJson(json);
  const own = isPlainObject(read) ? read as Partial<RecommendDefaults> : {};
  const defaults = { ...RECOMMEND_DEFAULTS, ...own };
  checkDefaults(defaults);
  return defaults;
}

/** What a query starts with on any page of the site. @throws RangeError as `readQueryDefaults` */
export function pageQueryDefaults(page: Document = document): RecommendDefaults {
  const meta = page.querySelector<HTMLMetaElement>('meta[name="query-defaults"]');
  return readQueryDefaults(meta?.content ?? null);
}

/** Checks a page's defaults. @throws RangeError that names the first one that is out of range */
export function checkDefaults(defaults: RecommendDefaults): void {
  const check = (name: string, isValid: boolean, must: string, value: unknown) => {
    if (isValid) return;
    throw new RangeError(`Cannot start the page: ${name} must be ${must}, it is ${value}`);
  };
  const isBetween = (value: number, low: number, high: number) => value >= low && value <= high;
  for (const name of ["blend", "split"] as const) {
    const value = defaults[name];
    check(`defaults.${name}`, value === null || isBetween(value, 0, 1), "null or 0 to 1", value);
  }
  const { topN, perArtist, variety, novelty } = defaults;
  const isLength = Number.isInteger(topN) && isBetween(topN, 1, LONGEST_LIST);
  check("defaults.topN", isLength, `an integer from 1 to ${LONGEST_LIST}`, topN);
  const isCap = Number.isInteger(perArtist) && perArtist >= 0;
  check("defaults.perArtist", isCap, "an integer from 0, which is no limit", perArtist);
  check("defaults.variety", isBetween(variety, 0, 1), "0 to 1", variety);
  check("defaults.novelty", isBetween(novelty, -1, 1), "-1 to 1", novelty);
  for (const [name, weight] of Object.entries(defaults.features)) {
    check(
      `the weight of ${name} in defaults.features`,
      isBetween(weight, 0, Number.MAX_VALUE),
      "0 or more",
      weight,
    );
  }
}
