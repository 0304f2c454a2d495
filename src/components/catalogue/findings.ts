/** What a person might mend: songs far out, the same recording under several ids, rows dropped. */
import { normalizeName } from "../../recommender/credits.ts";
import { element } from "../dom.ts";
import { count } from "../feature_format.ts";
import { lookupTable } from "../lookup_table.ts";
import { artistName, type ModelManifest, type PageModel, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import { songAddress } from "../song_address.ts";
import { dataTable } from "../table/data_table.ts";
import { type Implausible, type NumberColumn, scoreWords, type Versions } from "./quality.ts";

/** Of `manifest.json`: what became of the rows. */
export interface RowFacts extends ModelManifest {
  readonly rows: ModelManifest["rows"] & {
    readonly dropped: Readonly<Record<string, number>>;
    readonly of_pairs: number;
    readonly distinct_pairs: number;
  };
  /** The data set's column for each part that it has. */
  readonly columns: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** Recordings shown, and versions of each. */
const MOST_RECORDINGS = 10, MOST_LISTED = 8;

/** Songs that stand far out in a column that is not skewed, the furthest first. */
export function outlierSection(
  model: PageModel,
  columns: readonly NumberColumn[],
  implausible: readonly Implausible[],
  fragment: () => string,
): HTMLElement {
  const isImplausible = new Map(
    implausible.map(({ song, column, reason }) => [`${song} ${column}`, reason]),
  );
  const found = columns.filter(({ isSkewed }) => !isSkewed).flatMap(({ variable, outliers }) =>
    outliers.map(({ song, score }) => ({ song, score, variable }))
  );
  const listed = new Set(found.map(({ song, variable }) => `${song} ${variable.name}`));
  const alsoWrong = implausible.filter(({ song, column }) => !listed.has(`${song} ${column}`))
    .map(({ song, column }) => ({
      song,
      score: NaN,
      variable: columns.find(({ variable }) => variable.name === column)!.variable,
    }));
  const rows = [...found, ...alsoWrong].sort((a, b) => {
    const reason = (row: typeof a) => isImplausible.has(`${row.song} ${row.variable.name}`) ? 1 : 0;
    return reason(b) - reason(a) || Math.abs(b.score || 0) - Math.abs(a.score || 0) ||
      a.song - b.song;
  });
  const songs = new Set(rows.map(({ song }) => song)).size;
  const heading = rows.length === 0
    ? worded("No song stands far out")
    : `${count(songs, "song stands", "songs stand")} far out in some column` +
      (implausible.length > 0
        ? `, ${count(implausible.length, "value")} among them cannot be right`
        : "");
  const section = element(
    "section",
    { id: "outliers", "aria-label": worded("Songs far out") },
    element("h2", {}, heading),
  );
  if (rows.length === 0) return section;
  const table = dataTable({
    label: worded("Songs that stand far out"),
    noun: ["value", "values"],
    height: 400,
    columns: [
      {
        name: "title",
        label: "Title",
        text: (row) => songTitle(model, rows[row].song),
        href: (row) => songAddress(model, rows[row].song, fragment()),
        width: "minmax(9rem, 2fr)",
        narrow: "title",
      },
      {
        name: "artist",
        label: worded("Artist"),
        text: (row) => artistName(model, rows[row].song),
        width: "minmax(7rem, 1.3fr)",
      },
      {
        name: "column",
        label: "Column",
        text: (row) => rows[row].variable.label,
        width: "7.5rem",
        narrow: "about",
      },
      {
        name: "value",
        label: "Value",
        text: (row) => valueWords(rows[row]),
        key: (row) => rows[row].variable.values[rows[row].song],
        isNumeric: true,
        width: "5rem",
        narrow: "value",
      },
      {
        name: "score",
        label: "Robust score",
        text: (row) => Number.isFinite(rows[row].score) ? scoreWords(rows[row].score) : "",
        key: (row) => Math.abs(rows[row].score),
        isNumeric: true,
        width: "6.5rem",
      },
      {
        name: "note",
        label: "Note",
        text: (row) => isImplausible.get(`${rows[row].song} ${rows[row].variable.name}`) ?? "",
        width: "minmax(7rem, 1.8fr)",
      },
    ],
  });
  table.update(Int32Array.from(rows.keys()));
  section.append(
    table.node,
    element(
      "p",
      { class: "remark" },
      "Robust score: distance from the column's median in deviations that outliers do not move. " +
        "Far out is no mistake by itself; what cannot be right stands first.",
    ),
  );
  return section;
}

function valueWords(
  { song, variable }: { song: number; variable: NumberColumn["variable"] },
): string {
  return variable.format(variable.values[song]);
}

/** The same recording under several ids. */
export function versionsSection(
  model: PageModel,
  { groups, further, sizes }: Versions,
  fragment: string,
): HTMLElement {
  const heading = groups.length === 0
    ? worded("No song appears under several ids")
    : `${count(groups.length, "recording appears", "recordings appear")} under several ids: ` +
      `${count(further, "song")} more than there need be`;
  const spread = sizes.flatMap((recordings, ids) =>
    ids >= 2 && recordings > 0 ? [`${count(recordings, "recording")} with ${ids} ids`] : []
  );
  return element(
    "section",
    { id: "versions", "aria-label": "Versions" },
    element("h2", {}, heading),
    ...(groups.length === 0 ? [] : [
      element("p", { class: "remark" }, `${spread.join(", ")}.`),
      lookupTable(
        worded(
          "Recordings with most ids: same artist, same title once words of re-release are left out",
        ),
        [
          { head: "Recording", cell: ([song]) => songTitle(model, song) },
          { head: worded("Artist"), cell: ([song]) => artistName(model, song) },
          { head: "Ids", isNumber: true, cell: ({ length }) => String(length) },
          {
            head: "Versions",
            cell: (songs) => {
              const list = element("span", { class: "versions" });
              songs.slice(0, MOST_LISTED).forEach((song, i) => {
                if (i > 0) list.append(", ");
                list.append(versionLink(model, song, songTitle(model, songs[0]), fragment));
              });
              if (songs.length > MOST_LISTED) {
                list.append(` and ${songs.length - MOST_LISTED} more`);
              }
              return list;
            },
          },
        ],
        groups.slice(0, MOST_RECORDINGS),
      ),
    ]),
  );
}

/** The year of a version; its title too where that is not the one of the recording. */
function versionLink(
  model: PageModel,
  song: number,
  recording: string,
  fragment: string,
): HTMLElement {
  const title = songTitle(model, song), year = model.years[song];
  const words = !Number.isFinite(year)
    ? title
    : normalizeName(title) === normalizeName(recording)
    ? String(year)
    : `${title} (${year})`;
  return element(
    "a",
    {
      href: songAddress(model, song, fragment),
      "data-song": model.trackIds[song],
      "aria-label": words.includes(title) ? null : `${words}, ${title}`,
    },
    words,
  );
}

/** From the rows read to the pairs that count: a step, how many, and why. */
export function rowSteps(
  { rows, counts, columns }: Pick<RowFacts, "rows" | "counts" | "columns">,
): (readonly [step: string, count: number, why: string])[] {
  const describing = rows.kept - rows.of_pairs, light = rows.distinct_pairs - counts.interactions;
  return [
    ["Read", rows.read, describing > 0 ? "all rows of both files" : "all rows of the file"],
    ...Object.entries(rows.dropped).map(([reason, count]) => ["Dropped", count, reason] as const),
    ...(describing > 0
      ? [["Described", describing, worded("rows that describe a song")] as const]
      : []),
    ["Kept", rows.of_pairs, worded("rows with a song and a playlist")],
    [
      "Repeated",
      rows.of_pairs - rows.distinct_pairs,
      worded("rows of a song and playlist that another row has already, as under a second genre"),
    ],
    ...(light > 0
      ? [
        [
          "Not counted",
          light,
          `pairs whose ${columns.weight} is below minWeight, a setting`,
        ] as const,
      ]
      : []),
    ["Pairs", counts.interactions, worded("distinct pairs of a song and a playlist")],
  ];
}

/** What became of the rows of the data set. */
export function rowsSection(facts: RowFacts): HTMLElement {
  const { rows, warnings, dataset } = facts;
  const dropped = Object.entries(rows.dropped);
  const lost = dropped.reduce((sum, [, count]) => sum + count, 0);
  const heading = lost === 0
    ? `All ${rows.read.toLocaleString("en")} rows were kept`
    : `${count(lost, "row was", "rows were")} dropped of ${rows.read.toLocaleString("en")}`;
  return element(
    "section",
    { id: "rows", "aria-label": "Rows of the data set" },
    element("h2", {}, heading),
    lookupTable(
      `From the rows of ${dataset.name} to the model`,
      [
        { head: "Step", cell: ([step]) => step },
        { head: "Rows", isNumber: true, cell: ([, rows]) => rows.toLocaleString("en") },
        { head: "Why", cell: ([, , why]) => why },
      ],
      rowSteps(facts),
    ),
    ...(warnings.length === 0 ? [element("p", { class: "remark" }, "There were no warnings.")] : [
      element("h3", {}, warnings.length === 1 ? "One warning" : `${warnings.length} warnings`),
      element(
        "ul",
        { class: "warnings" },
        ...warnings.map((text) => element("li", {}, worded(text))),
      ),
    ]),
  );
}
