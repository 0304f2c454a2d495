/**
 * The search box: a combobox (WAI-ARIA's editable combobox with a list) over songs, playlists and
 * genres. Arrows move, Enter picks, Escape closes and then clears, `/` comes here from anywhere.
 */
import { element, setText, whenIdle } from "../dom.ts";
import { count } from "../feature_format.ts";
import { albumName, artistName, type PageModel, playlistName, songTitle } from "../model.ts";
import { type SearchHit, type SearchList, SongSearch } from "./song_search.ts";
import { isTyping } from "../typing.ts";
import { rowIndices } from "../../recommender/incidence.ts";
import { worded } from "../nouns.ts";

const KINDS: Readonly<Record<SearchList, string>> = {
  songs: worded("song"),
  artists: worded("artist"),
  playlists: worded("playlist"),
  genres: worded("genre"),
  subgenres: "subgenre",
};

export interface SearchBoxOptions {
  readonly label?: string;
  readonly placeholder?: string;
  /** What is looked among; everything unless told. */
  readonly lists?: readonly SearchList[];
}

/** What may be searched for: what the data set has of it. */
function invitation({ catalogue: { artistNames, genreNames } }: PageModel): string {
  const most = ["a song", ...(artistNames.length > 0 ? ["artist"] : [])];
  const things = genreNames.length > 0 ? [...most, "playlist", "genre"] : [...most, "playlist"];
  return worded(`Add ${things.slice(0, -1).join(", ")} or ${things.at(-1)}`);
}

/**
 * @param pick called with what was chosen; the box then is empty again
 * @returns the box; `stop` on it removes the listener for `/`
 */
export function searchBox(
  model: PageModel,
  pick: (hit: SearchHit) => void,
  {
    label: words = "Recommend from",
    placeholder = invitation(model),
    lists,
  }: SearchBoxOptions = {},
): HTMLElement & { stop(): void } {
  const input = element("input", {
    type: "search",
    id: "search",
    placeholder,
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "search-hits",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
  });
  const hits = element("ul", { id: "search-hits", role: "listbox", "aria-label": "Matches" });
  hits.hidden = true;
  const status = element("p", { class: "visually-hidden", role: "status" });
  const label = element("label", { for: "search" }, words);
  const hint = element("kbd", { "aria-hidden": "true" }, "/");
  const box = element("div", { class: "search-box" }, label, input, hint, hits, status);

  let search: SongSearch | undefined;
  let found: SearchHit[] = [];
  let active = -1;

  // The index is made when someone is about to type, or when there is nothing else to do.
  const ready = () => search ??= new SongSearch(model);
  input.addEventListener("focus", ready, { once: true });
  whenIdle(() =>
    setTimeout(() =>
      whenIdle(() => {
        ready();
        const prepare = () => {
          if (ready().prepareSpelling()) whenIdle(prepare);
        };
        whenIdle(prepare);
      }), 1000)
  );

  function show(next: SearchHit[]): void {
    found = next;
    hits.replaceChildren(...found.map((hit, i) => optionOf(model, hit, i)));
    const typed = input.value.trim() !== "";
    if (found.length === 0 && typed) {
      hits.append(element("li", { class: "no-match", role: "presentation" }, "Nothing matches"));
    }
    hits.hidden = !typed;
    input.setAttribute("aria-expanded", String(found.length > 0));
    activate(found.length > 0 ? 0 : -1);
    setText(status, typed ? count(found.length, "match", "matches") : "");
  }

  function activate(next: number): void {
    hits.children[active]?.setAttribute("aria-selected", "false");
    active = next;
    const option = active < 0 ? undefined : hits.children[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function choose(i: number): void {
    const hit = found[i];
    if (hit === undefined) return;
    input.value = "";
    show([]);
    input.focus();
    pick(hit);
  }

  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => activate(found.length === 0 ? -1 : (active + 1) % found.length),
    ArrowUp: () => activate(found.length === 0 ? -1 : (active + found.length - 1) % found.length),
    Enter: () => choose(active),
    Escape: () => {
      if (hits.hidden) input.value = "";
      hits.hidden = true;
      input.setAttribute("aria-expanded", "false");
    },
  };

  input.addEventListener("input", () => show(ready().search(input.value, { lists })));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("focus", () => {
    if (found.length > 0) hits.hidden = false;
  });
  input.addEventListener("blur", () => hits.hidden = true);
  // Pressing keeps the focus in the box, so that its list is still there at the click.
  hits.addEventListener("pointerdown", (event) => event.preventDefault());
  hits.addEventListener("click", (event) => {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (option) choose(Number(option.dataset.hit));
  });

  return Object.assign(box, { stop: focusOnSlash(input) });
}

function optionOf(model: PageModel, hit: SearchHit, i: number): HTMLElement {
  const [title, about] = describeHit(model, hit);
  return element(
    "li",
    { role: "option", id: `search-hit-${i}`, "aria-selected": "false", "data-hit": i },
    element("span", { class: "title" }, title),
    element("span", { class: "about" }, about),
    element("span", { class: "kind" }, KINDS[hit.list]),
  );
}

/** A match in words: its name, and what tells it from others of that name. */
function describeHit(model: PageModel, { list, row }: SearchHit): [string, string] {
  const { catalogue, years } = model;
  switch (list) {
    case "songs": {
      const year = Number.isFinite(years[row]) ? String(years[row]) : "";
      const about = [artistName(model, row), albumName(model, row), year];
      return [songTitle(model, row), about.filter((text) => text !== "").join(" · ")];
    }
    case "artists": {
      const songs = catalogue.artists.reduce((sum, artist) => sum + Number(artist === row), 0);
      return [catalogue.artistNames[row], count(songs, "song")];
    }
    case "playlists": {
      const songs = rowIndices(catalogue.playlistSongs, row).length;
      return [playlistName(model, row), count(songs, "song")];
    }
    case "genres":
      return [catalogue.genreNames[row], ""];
    case "subgenres":
      return [catalogue.subgenreNames[row], ""];
  }
}

/** `/` focuses a field unless one is being typed into; returns the way to stop. */
function focusOnSlash(input: HTMLInputElement): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event)) return;
    event.preventDefault();
    input.focus();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
