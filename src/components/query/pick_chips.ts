/** What the query is made of, one removable chip each. */
import { element, setText } from "../dom.ts";
import { count, featureLabel, formatFeature } from "../feature_format.ts";
import { artistName, type PageModel, playlistName, songTitle } from "../model.ts";
import { worded } from "../nouns.ts";
import type { MissingPick, QueryState, ResolvedQuery } from "./query_state.ts";

/** A chip: what it says, and the query without it. */
export interface Chip {
  readonly kind: string;
  readonly text: string;
  readonly about: string;
  readonly without: Partial<QueryState>;
}

/**
 * The chips of a query, in the order songs, playlists, genres, subgenres, features, then
 * the songs disliked and the artists left out.
 */
export function chipsOf(state: QueryState, { query }: ResolvedQuery, model: PageModel): Chip[] {
  const { catalogue } = model;
  const chip = (kind: string, text: string, about: string, without: Partial<QueryState>): Chip => ({
    kind,
    text,
    about,
    without,
  });
  return [
    ...query.songs.map((song) =>
      chip("song", songTitle(model, song), artistName(model, song), {
        songs: state.songs.filter((id) => id !== model.trackIds[song]),
      })
    ),
    ...query.playlists.map((playlist) =>
      chip("playlist", playlistName(model, playlist), "", {
        playlists: state.playlists.filter((id) => id !== model.playlistIds[playlist]),
      })
    ),
    ...query.genres.map((row) =>
      chip("genre", catalogue.genreNames[row], "", {
        genres: state.genres.filter((name) => name !== catalogue.genreNames[row]),
      })
    ),
    ...query.subgenres.map((row) =>
      chip("subgenre", catalogue.subgenreNames[row], "", {
        subgenres: state.subgenres.filter((name) => name !== catalogue.subgenreNames[row]),
      })
    ),
    ...(state.own.length > 0
      ? [chip("own", count(state.own.length, "song"), ownNames(state), { own: [] })]
      : []),
    ...query.preferences.map(({ feature, value }) => {
      const { name } = catalogue.features[feature];
      const text = `${featureLabel(name)} near ${formatFeature(name, value)}`;
      return chip("feature", text, "", { near: without(state.near, [name]) });
    }),
    ...(query.dislikes ?? []).map((song) =>
      chip("dislike", songTitle(model, song), artistName(model, song), {
        dislikes: state.dislikes.filter((id) => id !== model.trackIds[song]),
      })
    ),
    ...state.without.map((artist) =>
      chip("artist", artist, "", { without: state.without.filter((name) => name !== artist) })
    ),
  ];
}

/** Songs that have chips without asking; of more, those picked last have. */
const MOST_SONGS = 24, SHOWN_OF_MANY = 20;

/** The chips of a query as a list, kept up to date by `update`. */
export interface PickChips {
  readonly node: HTMLElement;
  update(state: QueryState, resolved: ResolvedQuery): void;
}

/** @param change called with what a removed chip changes in the query */
export function pickChips(
  model: PageModel,
  change: (change: Partial<QueryState>) => void,
): PickChips {
  const list = element("ul", { class: "chips", "aria-label": "Your picks" });
  const clear = element("button", { type: "button", class: "quiet" }, "Clear all");
  const missing = element("p", { class: "missing", role: "status" });
  const more = element("button", { type: "button", class: "quiet" });
  const moreItem = element("li", { class: "more-songs" }, more);
  let isOpen = false, shown: readonly HTMLElement[] = [];
  more.addEventListener("click", () => {
    isOpen = !isOpen;
    showSongs();
  });

  /** A pasted list of hundreds leaves room for what tunes its recommendations. */
  function showSongs(): void {
    const hidden = shown.length > MOST_SONGS ? shown.length - SHOWN_OF_MANY : 0;
    shown.forEach((node, i) => node.hidden = !isOpen && i < hidden);
    moreItem.hidden = hidden === 0;
    more.setAttribute("aria-expanded", String(isOpen));
    setText(more, isOpen ? "Show fewer" : `Show ${count(hidden, "more song")}`);
  }

  // `x` on a chip removes it, arrows go from one to the next.
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = buttonsOf(list);
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || (step === undefined && event.key !== "x")) return;
    event.preventDefault();
    if (step === undefined) buttons[at].click();
    else buttons[(at + step + buttons.length) % buttons.length].focus();
  });
  clear.addEventListener("click", () => {
    change({
      songs: [],
      playlists: [],
      genres: [],
      subgenres: [],
      own: [],
      dislikes: [],
      near: {},
      without: [],
    });
  });
  return {
    node: element("div", { class: "picks" }, list, clear, missing),
    update(state, resolved) {
      const chips = chipsOf(state, resolved, model);
      const hadFocus = buttonsOf(list).indexOf(document.activeElement as HTMLButtonElement);
      const nodes = chips.map((chip) => chipNode(chip, change));
      shown = nodes.filter((_, i) => chips[i].kind === "song");
      list.replaceChildren(moreItem, ...nodes);
      showSongs();
      if (hadFocus >= 0) {
        // After a removal by keyboard the focus goes on to the next chip.
        const buttons = buttonsOf(list);
        (buttons[Math.min(hadFocus, buttons.length - 1)] ??
          document.getElementById("search"))?.focus();
      }
      clear.hidden = chips.length < 2;
      showMissing(missing, state, resolved.missing, change);
    },
  };
}

/** The buttons that are to be seen. */
function buttonsOf(list: HTMLElement): HTMLButtonElement[] {
  return Array.from(list.querySelectorAll<HTMLButtonElement>("li:not([hidden]) > button"));
}

/** What stands before the name of a chip, where it is not the kind. */
const KIND_WORDS: Readonly<Record<string, string>> = {
  artist: "not",
  dislike: "unlike",
  own: "your own",
};

function ownNames({ own }: QueryState): string {
  const names = own.map(({ title, artist }) =>
    [title, artist].filter((text) => text !== "").join(", ")
  );
  const named = names.slice(0, 5).join("; ");
  return names.length > 5 ? `${named} and ${names.length - 5} more` : named;
}

/** What removing a chip does, where it removes no pick. */
const REMOVALS: Readonly<Record<string, (text: string) => string>> = {
  artist: (name) => worded`List songs by ${name} again`,
  own: (text) => `Remove your own ${text}`,
  dislike: (title) => `Dislike ${title} no longer`,
};

function chipNode(chip: Chip, change: (change: Partial<QueryState>) => void): HTMLElement {
  const remove = element("button", {
    type: "button",
    "aria-label": REMOVALS[chip.kind]?.(chip.text) ?? `Remove ${worded(chip.kind)} ${chip.text}`,
    title: "Remove",
  }, "×");
  remove.addEventListener("click", () => change(chip.without));
  return element(
    "li",
    { class: "chip", "data-kind": chip.kind },
    element(
      "span",
      { class: "text", title: chip.about === "" ? chip.text : `${chip.text} · ${chip.about}` },
      ...(chip.kind === "song" || chip.kind === "feature"
        ? []
        : [element("span", { class: "kind" }, `${KIND_WORDS[chip.kind] ?? worded(chip.kind)} `)]),
      chip.text,
      ...(chip.about === "" ? [] : [element("span", { class: "about" }, ` ${chip.about}`)]),
    ),
    remove,
  );
}

function showMissing(
  node: HTMLElement,
  state: QueryState,
  missing: readonly MissingPick[],
  change: (change: Partial<QueryState>) => void,
): void {
  node.replaceChildren();
  if (missing.length === 0) return;
  const names = missing.slice(0, 5).map(({ id }) => id).join(", ");
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : "";
  const verb = missing.length === 1 ? "is" : "are";
  const drop = element("button", { type: "button", class: "quiet" }, "Remove");
  drop.addEventListener("click", () => change(withoutMissing(state, missing)));
  node.append(`Of this address, ${names}${more} ${verb} not in this data set. `, drop);
}

/** The query without the picks that the data set does not have. */
export function withoutMissing(
  state: QueryState,
  missing: readonly MissingPick[],
): Partial<QueryState> {
  const ids = (list: MissingPick["list"]) =>
    missing.filter((pick) => pick.list === list).map(({ id }) => id);
  const keep = (list: Exclude<MissingPick["list"], "near">) => {
    const gone = new Set(ids(list));
    return state[list].filter((id) => !gone.has(id));
  };
  return {
    songs: keep("songs"),
    playlists: keep("playlists"),
    genres: keep("genres"),
    subgenres: keep("subgenres"),
    dislikes: keep("dislikes"),
    near: without(state.near, ids("near")),
  };
}

function without(
  record: Readonly<Record<string, number>>,
  names: readonly string[],
): Record<string, number> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
