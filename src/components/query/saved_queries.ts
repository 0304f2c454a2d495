/** The kept queries on a page: keep this one, open one, remove it, take them to another browser. */
import { element, setText } from "../dom.ts";
import { fileName, saveFile } from "../export/save_file.ts";
import { count } from "../feature_format.ts";
import type { QueryAddress } from "./query_address.ts";
import { plainFragment } from "./query_state.ts";
import { type Kept, QueryStore, type SavedQuery } from "./query_store.ts";

const REFUSED = "This browser keeps nothing: saved for this page only. Export to keep it.";

/**
 * @param address whose query is kept, and which a kept one is opened in
 * @param nameOf a name for the query at hand, in words
 * @returns a part of the page, folded away
 */
export function savedQueries(
  address: QueryAddress,
  nameOf: () => string,
  store = new QueryStore(),
): HTMLElement {
  const input = element("input", { type: "text", "aria-label": "Name", autocomplete: "off" });
  const save = element("button", { type: "submit", class: "outlined" }, "Save");
  const form = element("form", { class: "save-query" }, input, save);
  const list = element("ul", { class: "saved-list", "aria-label": "Saved queries" });
  const status = element("p", { class: "saved-status", role: "status" });
  const undo = element("button", { type: "button", class: "quiet", hidden: true }, "Undo");
  const exporter = element("button", { type: "button", class: "quiet" }, "Export");
  const importer = element("button", { type: "button", class: "quiet" }, "Import");
  const file = element("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    "aria-label": "File of saved queries",
  });
  const node = element(
    "details",
    { class: "fold saved-queries" },
    element("summary", {}, "Saved queries"),
    form,
    list,
    element("div", { class: "saved-foot" }, status, undo, exporter, importer, file),
  );
  let removed: { query: SavedQuery; place: number } | undefined;

  const say = (words: string, kept: Kept = "kept") => {
    undo.hidden = true;
    setText(status, kept === "kept" ? words : REFUSED);
  };

  function show(): void {
    const focus = list.contains(document.activeElement)
      ? Array.from(list.querySelectorAll("button")).indexOf(
        document.activeElement as HTMLButtonElement,
      )
      : -1;
    list.replaceChildren(...store.queries.map((query, place) => entryOf(query, place)));
    exporter.hidden = store.queries.length === 0;
    if (focus < 0) return;
    const buttons = list.querySelectorAll("button");
    (buttons[Math.min(focus, buttons.length - 1)] ?? input).focus();
  }

  function entryOf(query: SavedQuery, place: number): HTMLElement {
    const open = element(
      "button",
      { type: "button", class: "open", title: query.name },
      element("span", { class: "name" }, query.name),
      element("span", { class: "about" }, dayOf(query.saved)),
    );
    open.addEventListener("click", () => {
      address.open(query.fragment);
      say(`Opened “${query.name}”`);
    });
    const remove = element("button", {
      type: "button",
      class: "remove",
      "aria-label": `Remove ${query.name} from the saved queries`,
      title: "Remove",
    }, "×");
    remove.addEventListener("click", () => {
      removed = { query, place };
      say(`Removed “${query.name}”`, store.remove(query.name));
      undo.hidden = false;
    });
    return element("li", {}, open, remove);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fragment = plainFragment(address.fragment);
    if (fragment === "") return say("There is nothing to save: pick something first");
    const name = input.value.trim() === "" ? nameOf() : input.value;
    say(`Saved “${name.trim()}”`, store.save(name, fragment));
    input.value = "";
  });
  undo.addEventListener("click", () => {
    if (removed === undefined) return;
    say(`“${removed.query.name}” is back`, store.restore(removed.query, removed.place));
    removed = undefined;
    list.querySelector("button")?.focus();
  });
  exporter.addEventListener("click", () => {
    const content = new Blob([store.exportText()], { type: "application/json" });
    saveFile(content, fileName("Segue queries", "json"));
    say(`Exported ${count(store.queries.length, "query", "queries")}`);
  });
  importer.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    file.value = "";
    if (chosen === undefined) return;
    try {
      const { added, kept } = store.importText(await chosen.text());
      say(
        added === 0
          ? "All of them were here already"
          : `Imported ${count(added, "query", "queries")}`,
        kept,
      );
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  });
  node.addEventListener("toggle", () => {
    if (node.open) input.placeholder = nameOf();
  });
  address.subscribe(() => {
    if (node.open) input.placeholder = nameOf();
  });
  store.follow();
  store.subscribe(show);
  show();
  return node;
}

/** "27 Nov 2026"; "" for no date. */
function dayOf(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
  });
}
