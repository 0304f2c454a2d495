/**
 * Queries that someone keeps under a name, in this browser only, and as JSON to take along. They
 * are fragments of addresses. Where the browser keeps nothing they last as long as the page.
 */
import { isPlainObject, readJson } from "../json.ts";

/** A kept query. */
export interface SavedQuery {
  readonly name: string;
  /** Fragment of its address without `#`, not packed. */
  readonly fragment: string;
  /** When it was kept, as an ISO date and time. */
  readonly saved: string;
}

/** What became of a change: kept, or for this page only, since the browser refuses or is full. */
export type Kept = "kept" | "refused";

const KEY = "segue-queries";
const FORMAT = "segue-queries";
const LONGEST_NAME = 120;
const MOST = 1000;

/** The part of a browser's storage that is used; given by tests. */
export type QueryStorage = Pick<Storage, "getItem" | "setItem">;

export class QueryStore {
  #queries: SavedQuery[];
  /** Whether the browser lacks what this page has. */
  #isBehind = false;
  readonly #listeners = new Set<() => void>();
  readonly #storage: () => QueryStorage;

  /** @param storage where queries are kept; asked each time, for a browser may refuse by throwing */
  constructor(storage: () => QueryStorage = () => localStorage) {
    this.#storage = storage;
    this.#queries = this.#read() ?? [];
  }

  /** The kept queries, the newest first. */
  get queries(): readonly SavedQuery[] {
    return this.#queries;
  }

  /** Keeps a query; one of the same name is replaced. */
  save(name: string, fragment: string, now: Date = new Date()): Kept {
    return this.#change((queries) =>
      withQuery(queries, { name: nameOf(name), fragment, saved: now.toISOString() })
    );
  }

  remove(name: string): Kept {
    return this.#change((queries) => queries.filter((query) => query.name !== name));
  }

  /** Puts a removed query back in its place. */
  restore(query: SavedQuery, place: number): Kept {
    return this.#change((queries) =>
      queries.some(({ name }) => name === query.name)
        ? [...queries]
        : [...queries.slice(0, place), query, ...queries.slice(place)]
    );
  }

  /** All kept queries as a file's text. */
  exportText(): string {
    return JSON.stringify({ format: FORMAT, version: 1, queries: this.#queries }, null, 2) + "\n";
  }

  /**
   * Adds the queries of such a file. One whose name is taken by another query gets a number.
   * @returns how many are new here, and whether they are kept
   * @throws RangeError when the text is no such file
   */
  importText(text: string): { added: number; kept: Kept } {
    const read = readQueries(readJson(text));
    if (read === null) {
      throw new RangeError(
        `Cannot import queries: the file holds none; choose one that “Export” made`,
      );
    }
    let added = 0;
    const kept = this.#change((queries) =>
      // The first of the file stands first in the list.
      read.toReversed().reduce((all, query) => {
        if (all.some(({ fragment }) => fragment === query.fragment)) return all;
        added++;
        const names = new Set(all.map(({ name }) => name));
        let name = query.name;
        for (let n = 2; names.has(name); n++) name = `${query.name} (${n})`;
        return withQuery(all, { ...query, name });
      }, [...queries])
    );
    return { added, kept };
  }

  /** Takes up what another tab of this browser has changed. */
  follow(page: Window = globalThis.window): void {
    page.addEventListener("storage", ({ key }) => {
      if (key !== KEY && key !== null) return;
      this.#queries = this.#read() ?? [];
      this.#tell();
    });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #change(change: (queries: readonly SavedQuery[]) => SavedQuery[]): Kept {
    // Another tab may have kept one since; where the browser refuses, what this page has counts.
    const current = this.#isBehind ? this.#queries : this.#read() ?? this.#queries;
    this.#queries = change(current).slice(0, MOST);
    try {
      this.#storage().setItem(KEY, JSON.stringify({ version: 1, queries: this.#queries }));
      this.#isBehind = false;
    } catch {
      this.#isBehind = true;
    }
    this.#tell();
    return this.#isBehind ? "refused" : "kept";
  }

  /** null where the browser refuses or holds something else. */
  #read(): SavedQuery[] | null {
    try {
      const text = this.#storage().getItem(KEY);
      return text === null ? null : readQueries(readJson(text));
    } catch {
      return null;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function withQuery(queries: readonly SavedQuery[], query: SavedQuery): SavedQuery[] {
  return [query, ...queries.filter(({ name }) => name !== query.name)];
}

function nameOf(text: string): string {
  const name = text.replace(/\s+/g, " ").trim().slice(0, LONGEST_NAME);
  return name === "" ? "Unnamed" : name;
}

/** The queries of a file or of the storage; entries that are none are left out; null for no list. */
function readQueries(value: unknown): SavedQuery[] | null {
  if (!isPlainObject(value) || !Array.isArray(value.queries)) return null;
  return value.queries.flatMap((entry: unknown): SavedQuery[] => {
    if (!isPlainObject(entry)) return [];
    const { name, fragment, saved } = entry;
    if (typeof name !== "string" || typeof fragment !== "string") return [];
    return [{
      name: nameOf(name),
      fragment: fragment.replace(/^#/, ""),
      saved: typeof saved === "string" ? saved : "",
    }];
  });
}
