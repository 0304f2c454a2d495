import { createRequire } from "node:module";
import process from "node:process";
import { setCurrentDate } from "@observablehq/framework/dist/config.js";
import { calmWatchers } from "./scripts/calm_watchers.ts";
import { metaElement } from "./scripts/meta_element.ts";
import { noticeScript } from "./scripts/notices.ts";
import { nameMarkdown, nounsMeta, withNouns } from "./scripts/page_nouns.ts";
import { queryDefaultsMeta } from "./scripts/query_defaults.ts";
import { refuseDownloads } from "./scripts/refuse_downloads.ts";
import { TABLE_RELOAD } from "./scripts/table_reload.ts";
import { resolveTypeScriptImports } from "./scripts/typescript_imports.ts";

const root = "src";
refuseDownloads(root, import.meta.dirname);
resolveTypeScriptImports();
calmWatchers();

// Framework writes the time of every file that a page reads into the page and into the names of
// modules. One constant time makes two builds of the same sources the same bytes. Not in the
// preview, which tells by the time that a file has changed.
if (process.argv.slice(2).includes("build")) setCurrentDate(new Date(0));

/** The Deno binary of the npm package `deno`; starting it directly saves a start of Node a loader. */
const deno: string = createRequire(import.meta.url)("deno/install_api.cjs").runInstall();

// Base64: Framework encodes a percent sign in an address once more.
const icon = btoa(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">` +
    `<rect width="32" height="32" rx="7" fill="#26547c"/>` +
    `<path d="M6 20c4 0 5-9 10-9s6 9 10 9" fill="none" stroke="#fff" stroke-width="3" ` +
    `stroke-linecap="round"/><circle cx="16" cy="11" r="3.5" fill="#ffd166"/></svg>`,
);

export default {
  root,
  // A build makes the next site beside the last good one.
  output: process.env.SEGUE_DIST ?? "dist",
  title: "Segue",
  pages: [
    { name: "Recommend", path: "/" },
    { name: withNouns("Playlists"), path: "/playlists" },
    { name: "Sequence", path: "/sequence" },
    { name: withNouns("Song"), path: "/song" },
    { name: "Feature space", path: "/map" },
    { name: withNouns("Genres"), path: "/genres" },
    { name: "Catalogue", path: "/catalogue" },
    { name: "Model", path: "/model" },
    { name: "Evaluate", path: "/evaluate" },
    { name: "SQL notebook", path: "/notebook" },
  ],
  markdownIt: nameMarkdown,
  theme: ["air", "near-midnight"],
  // System fonts: a page asks no other host for anything.
  globalStylesheets: [],
  // Asked for each page, so that the preview follows an edit of the Recommend page.
  head: () =>
    `<link rel="icon" href="data:image/svg+xml;base64,${icon}">\n` +
    metaElement("description", withNouns("Songs that go with the ones you pick, and why.")) +
    queryDefaultsMeta() +
    nounsMeta() +
    // Only in the preview that `npm run dev` starts.
    (process.env.SEGUE_NOTICES ? noticeScript(process.env.SEGUE_NOTICES) + TABLE_RELOAD : ""),
  // Framework's own footer holds the date of the build: not the same bytes twice.
  footer: "Segue runs in your browser: what you pick stays there.",
  search: false,
  pager: false,
  toc: false,
  // The JSON and Parquet extensions would come from another host.
  duckdb: { extensions: { json: null, parquet: null } },
  interpreters: {
    ".ts": [
      deno,
      "run",
      "--no-prompt",
      "--allow-read",
      "--allow-write=.cache",
      "--allow-ffi=node_modules",
      "--allow-env",
    ],
  },
};
