import assert from "node:assert/strict";
import { type QueryStorage, QueryStore } from "./query_store.ts";

function storage(): QueryStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}
const names = (store: QueryStore) => store.queries.map(({ name }) => name);
const now = new Date("2026-11-27T12:00:00Z");

Deno.test("queries are kept from one visit to the next, the newest first", () => {
  const browser = storage();
  const first = new QueryStore(() => browser);
  assert.equal(first.save("Two  songs ", "songs=a,b", now), "kept");
  first.save("<script>alert(1)</script>", "songs=c", now);
  const next = new QueryStore(() => browser);
  assert.deepEqual(next.queries, [
    { name: "<script>alert(1)</script>", fragment: "songs=c", saved: now.toISOString() },
    { name: "Two songs", fragment: "songs=a,b", saved: now.toISOString() },
  ]);
});

Deno.test("a query of the same name is replaced; one that is removed can be put back", () => {
  const store = new QueryStore(() => browser), browser = storage();
  for (const name of ["a", "b", "c"]) store.save(name, `songs=${name}`, now);
  store.save("b", "songs=new", now);
  assert.deepEqual(names(store), ["b", "c", "a"]);
  const [, query] = store.queries;
  store.remove("c");
  assert.deepEqual(names(store), ["b", "a"]);
  store.restore(query, 1);
  assert.deepEqual(names(store), ["b", "c", "a"]);
});

Deno.test("two tabs do not undo each other's changes", () => {
  const browser = storage();
  const one = new QueryStore(() => browser), two = new QueryStore(() => browser);
  one.save("one", "songs=1", now);
  two.save("two", "songs=2", now);
  assert.deepEqual(names(new QueryStore(() => browser)), ["two", "one"]);
});

Deno.test("what was exported is imported elsewhere, and nothing twice", () => {
  const browser = storage();
  const store = new QueryStore(() => browser);
  store.save("old", "songs=old", now);
  store.save("new", "songs=new&near=energy:0.5", now);
  const text = store.exportText();
  const other = new QueryStore(() => other_), other_ = storage();
  other.save("new", "songs=other", now);
  assert.deepEqual(other.importText(text), { added: 2, kept: "kept" });
  assert.deepEqual(names(other), ["new (2)", "old", "new"]);
  assert.deepEqual(other.importText(text), { added: 0, kept: "kept" });
});

Deno.test("a file that is no export is refused with a sentence; odd entries of one are left out", () => {
  const browser = storage();
  const store = new QueryStore(() => browser);
  for (const text of ["", "{", "[]", "null", '{"queries": 3}']) {
    assert.throws(() => store.importText(text), /^RangeError: Cannot import queries: /, text);
  }
  const text = JSON.stringify({
    queries: [null, 3, { name: 1, fragment: "a" }, { name: "ok", fragment: "#songs=a" }],
  });
  assert.deepEqual(store.importText(text), { added: 1, kept: "kept" });
  assert.equal(store.queries[0].fragment, "songs=a");
});

Deno.test("a browser that refuses or is full keeps queries for the page, and this is told", () => {
  const refusing = () => {
    throw new Error("SecurityError");
  };
  const store = new QueryStore(refusing);
  assert.equal(store.save("a", "songs=a", now), "refused");
  assert.equal(store.save("b", "songs=b", now), "refused");
  assert.deepEqual(names(store), ["b", "a"]);
  const browser = storage();
  const full = new QueryStore(() => ({ getItem: browser.getItem, setItem: refusing }));
  browser.kept.set("segue-queries", store.exportText());
  assert.equal(full.save("c", "songs=c", now), "refused");
  assert.equal(full.save("d", "songs=d", now), "refused");
  assert.deepEqual(names(full), ["d", "c", "b", "a"]);
});

Deno.test("a storage that holds something else is no obstacle", () => {
  const browser = storage();
  browser.kept.set("segue-queries", "[broken");
  const store = new QueryStore(() => browser);
  assert.deepEqual(store.queries, []);
  assert.equal(store.save("a", "songs=a", now), "kept");
});
