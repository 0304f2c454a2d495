/** All columns at a glance: how values are spread, what is missing, what stands far out. */
import { element, svgElement } from "../dom.ts";
import { count, percent } from "../feature_format.ts";
import { withData } from "../export/figure_data.ts";
import { withFigureMenu } from "../export/figure_menu.ts";
import { lookupTable } from "../lookup_table.ts";
import { worded } from "../nouns.ts";
import { unbroken } from "../words.ts";
import { columnLabel, FAR_OUT, type NumberColumn, type TextColumn } from "./quality.ts";

const WIDTH = 168, HEIGHT = 30, BINS = 42;

type Row = { readonly text: TextColumn } | { readonly number: NumberColumn };

/** The overview as one figure. @param songs number of songs */
export function columnOverview(
  texts: readonly TextColumn[],
  numbers: readonly NumberColumn[],
  songs: number,
): HTMLElement {
  const rows: Row[] = [
    ...texts.map((text) => ({ text })),
    ...numbers.map((number) => ({ number })),
  ];
  const missingOf = (row: Row) => "text" in row ? row.text.missing : row.number.variable.missing;
  const lacking = rows.filter((row) => missingOf(row) > 0);
  const figure = element(
    "figure",
    { id: "columns", class: "insight large", "aria-labelledby": "columns-title" },
    element("h2", { id: "columns-title" }, titleOf(lacking, rows.length)),
    lookupTable(worded("Columns of the songs"), [
      {
        head: "Column",
        cell: (row) => "text" in row ? row.text.label : columnLabel(row.number.variable),
      },
      {
        head: "Missing",
        isNumber: true,
        cell: (row) => missingCell(missingOf(row), songs),
      },
      {
        head: "Spread",
        cell: (row) =>
          "text" in row ? `${count(row.text.distinct, "value")}` : histogram(row.number),
      },
      ...(["low", "median", "high"] as const).map((end) => ({
        head: { low: "Lowest", median: "Median", high: "Highest" }[end],
        isNumber: true,
        cell: (row: Row) => "text" in row ? "" : row.number.variable.format(row.number.spread[end]),
      })),
      { head: "Far out", isNumber: true, cell: (row) => "text" in row ? "" : farOut(row.number) },
    ], rows),
    element(
      "figcaption",
      {},
      unbroken(
        worded(
          "One row a column: songs without a value; a histogram of the others from the lowest to the " +
            "highest, with a tick under each that stands far out; and how many do. Far out is a ",
        ) +
          `robust score beyond ${FAR_OUT}: 0.6745 (x − median) / MAD, MAD the median distance from ` +
          worded(
            "the median (Iglewicz & Hoaglin 1993). Where more than 1 % of songs do, or half are ",
          ) +
          "equal, the column is skewed and they are its tail.",
      ),
    ),
  );
  withData(figure, rows.map(rowOf), [
    "column",
    "missing",
    "distinct_texts",
    "lowest",
    "median",
    "highest",
    "far_out",
  ]);
  return withFigureMenu(figure, worded("columns of the songs"));
}

interface ExportedColumn {
  readonly column: string;
  readonly missing: number;
  readonly distinct_texts?: number;
  readonly lowest?: number;
  readonly median?: number;
  readonly highest?: number;
  /** Songs; null where nothing can be told to be far out. */
  readonly far_out?: number | null;
}

/** A column as the figure's data have it, in the unit of the data set. */
function rowOf(row: Row): ExportedColumn {
  if ("text" in row) {
    const { name, missing, distinct } = row.text;
    return { column: name, missing, distinct_texts: distinct };
  }
  const { variable: { name, missing }, spread, outliers } = row.number;
  return {
    column: name,
    missing,
    lowest: spread.low,
    median: spread.median,
    highest: spread.high,
    far_out: spread.deviation > 0 ? outliers.length : null,
  };
}

function titleOf(lacking: readonly Row[], columns: number): string {
  if (lacking.length === 0 && columns === 1) {
    return worded("Every song has the one value told of it");
  }
  if (lacking.length === 0) return worded`All ${columns} columns have a value for every song`;
  const labels = lacking.map((row) => "text" in row ? row.text.label : row.number.variable.label);
  return unbroken(
    worded`${columns - lacking.length} of ${columns} columns have a value for every song; ` +
      `${labels.slice(0, 3).join(", ")}${labels.length > 3 ? " and others" : ""} ` +
      `${labels.length === 1 ? "lacks" : "lack"} some`,
  );
}

function missingCell(missing: number, songs: number): string | Node {
  if (missing === 0) return element("span", { class: "none" }, "0");
  const share = missing / songs;
  return `${missing.toLocaleString("en")}${share >= 0.005 ? unbroken(` (${percent(share)})`) : ""}`;
}

function farOut({ outliers, isSkewed, spread }: NumberColumn): string | Node {
  if (!(spread.deviation > 0)) return "skewed";
  if (!isSkewed) return outliers.length.toLocaleString("en");
  return unbroken(`tail, ${percent(outliers.length / spread.count)}`);
}

function histogram(
  { variable: { values, extent: [low, high], label }, outliers, isSkewed }: NumberColumn,
) {
  const counts = new Float64Array(BINS);
  const step = high > low ? BINS / (high - low) : 0;
  for (const value of values) {
    if (Number.isFinite(value)) counts[Math.min(BINS - 1, Math.floor((value - low) * step))]++;
  }
  const most = Math.max(...counts, 1), width = WIDTH / BINS;
  const bars = Array.from(counts, (songs, bin) => {
    // A bin that is not empty can be seen.
    const height = songs === 0 ? 0 : Math.max(0.75, (HEIGHT - 4) * songs / most);
    return svgElement("rect", {
      x: bin * width,
      y: HEIGHT - 4 - height,
      width: width - 0.5,
      height,
      class: "bar",
    });
  });
  const ticks = isSkewed ? [] : outliers.map(({ song }) =>
    svgElement("rect", {
      x: Math.min(WIDTH - 1, (values[song] - low) / (high - low) * WIDTH),
      y: HEIGHT - 3,
      width: 1,
      height: 3,
      class: "far",
    })
  );
  return svgElement(
    "svg",
    {
      class: "spread",
      width: WIDTH,
      height: HEIGHT,
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-label": `Histogram of ${label}`,
    },
    ...bars,
    ...ticks,
  );
}
