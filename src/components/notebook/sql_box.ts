/** A box for a query of one's own: the text, what it found, and what the tables hold. */
import type { Table } from "npm:apache-arrow";
import { element } from "../dom.ts";
import { keyboardHelp } from "../keyboard_help.ts";
import { QueryAddress } from "../query/query_address.ts";

/** Parameter of the address that holds the query. */
const PARAMETER = "sql";

/** What the box starts with. */
export interface SqlBoxDefaults {
  /** A query that runs where the address names none. */
  readonly example: string;
}

/**
 * A box that runs SQL.
 *
 * @param run gives the rows of a query, or rejects with DuckDB's message
 * @param show draws rows
 */
export function sqlBox(
  run: (text: string) => Promise<Table>,
  show: (rows: Table) => Node,
  { example }: SqlBoxDefaults,
): { readonly node: HTMLElement } {
  const address = new QueryAddress();
  keyboardHelp([{ keys: ["Ctrl+Enter"], does: "In the box: run the query" }]);
  const asked = () => address.get(PARAMETER) ?? example;
  const text = element("textarea", {
    "aria-label": "SQL query",
    spellcheck: "false",
    autocapitalize: "off",
    rows: "6",
  });
  const button = element("button", { type: "button" }, "Run");
  const keys = element("span", { class: "keys" }, "or Ctrl and Enter");
  const status = element("p", { class: "status", role: "status" });
  const result = element("div", { class: "result" });
  const ready = run("SELECT 1");
  let latest = 0, isReady = false;
  ready.then(() => isReady = true, () => {});

  const answer = async () => {
    const turn = ++latest;
    status.textContent = isReady ? "Running…" : "Reading the tables…";
    status.classList.remove("failed");
    try {
      await ready; // The start of DuckDB and the reading of the tables are no part of a query.
      const started = performance.now();
      const rows = await run(text.value);
      if (turn !== latest) return;
      const took = performance.now() - started;
      status.textContent = `${rows.numRows} ${rows.numRows === 1 ? "row" : "rows"} in ${
        took < 1000 ? `${took.toFixed(0)} ms` : `${(took / 1000).toFixed(1)} s`
      }`;
      result.replaceChildren(rows.schema.fields.length > 0 ? show(rows) : "");
    } catch (error) {
      if (turn !== latest) return;
      status.textContent = (error as Error).message.split("\n\n")[0];
      status.classList.add("failed");
      result.replaceChildren();
    }
  };
  const submit = () => {
    address.set(PARAMETER, text.value === example ? null : text.value, "push");
    answer();
  };
  button.addEventListener("click", submit);
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  });
  const take = () => {
    if (text.value === asked()) return;
    text.value = asked();
    answer();
  };
  address.subscribe(take);
  take();

  const columns = element("div", { class: "tables" }, "…");
  const tables = element(
    "details",
    {},
    element("summary", {}, "What the tables hold"),
    columns,
  );
  tables.addEventListener("toggle", async () => {
    if (tables.open) columns.replaceChildren(await describe(run));
  }, { once: true });
  return {
    node: element(
      "div",
      { class: "sql-box" },
      text,
      element("div", { class: "row" }, button, keys),
      status,
      result,
      tables,
    ),
  };
}

/** A line for each table: its columns with their types. */
async function describe(run: (text: string) => Promise<Table>): Promise<Node> {
  const rows = await run(
    `SELECT table_name AS t, string_agg(column_name || ' ' || lower(data_type), ', ' ORDER BY ordinal_position) AS c
     FROM information_schema.columns GROUP BY table_name ORDER BY table_name`,
  );
  const list = element("dl", {});
  for (const row of rows) {
    list.append(element("dt", {}, String(row.t)), element("dd", {}, String(row.c)));
  }
  return list;
}
