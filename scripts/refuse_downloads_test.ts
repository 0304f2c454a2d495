import assert from "node:assert/strict";
import { refusal } from "./refuse_downloads.ts";

/** What a request would say in this project, whose pages may use Plot and d3 but not lodash. */
const say = (address: string) => refusal(address, "src", ".");

Deno.test("a built-in that is not hosted is refused with the way to add it", () => {
  const sentence =
    "Cannot build the page: it uses leaflet, which is not among the libraries hosted " +
    'with the site; add it with "npm install --save-exact leaflet" and run this again';
  assert.equal(say("https://delivery.example/npm/leaflet@0.0.0-absent/+esm"), sentence);
  assert.equal(say("https://packages.example/leaflet/latest"), sentence);
  assert.match(
    say("https://delivery.example/npm/@observablehq/sample-datasets@0.0.0-absent/aapl.csv"),
    /it uses @observablehq\/sample-datasets, .*--save-exact @observablehq\/sample-datasets"/,
  );
  assert.match(say("https://packages.example/@uwdata/vgplot/latest"), /uses @uwdata\/vgplot,/);
  assert.match(say("https://packages.example/sql.js"), /uses sql\.js, which is not among/);
});

Deno.test("another version of a hosted library is refused with the version that is hosted", () => {
  assert.match(
    say("https://delivery.example/npm/d3@6.0.0/+esm"),
    /^Cannot build the page: it asks for d3 6\.0\.0, and the site has \d+\.\d+\.\d+; import "npm:d3"/,
  );
  assert.match(
    say("https://packages.example/d3"),
    /^Cannot build the page: it asks for another version of d3 than \d+\.\d+\.\d+, which/,
  );
});

Deno.test("a library that is installed but not hosted yet is refused with how to go on", () => {
  const hosted = /and the site has (\S+);/.exec(say("https://delivery.example/npm/d3@6.0.0/+esm"));
  assert.match(
    say(`https://delivery.example/npm/d3@${hosted![1]}/+esm`),
    /^Cannot build the page: d3 \S+ is installed but not hosted yet; run "npm run build"/,
  );
});

Deno.test("DuckDB extensions and any other address are refused by name", () => {
  const extension = "https://extensions.example/v1.1.1/wasm_eh/json.duckdb_extension.wasm";
  assert.match(
    say(extension),
    /^Cannot load the DuckDB extension \/v1\.1\.1\/wasm_eh\/json\.duckdb_/,
  );
  assert.match(
    say("https://more.extensions.example/v1.1.1/x.duckdb_extension.wasm"),
    /^Cannot load the DuckDB extension/,
  );
  assert.match(
    say("https://data.example/songs/a.json"),
    /^Cannot fetch https:\/\/data\.example\/songs\/a\.json: the site is built from node_modules/,
  );
  assert.match(say("https://data.example/"), /^Cannot fetch https:\/\/data\.example\/: the site/);
  assert.match(say("https://packages.example/@jsr/std__csv"), /^Cannot fetch https:/);
});
