import { createRequire } from "node:module";
import { refuseDownloads } from "./scripts/refuse_downloads.ts";

const root = "src";
refuseDownloads(root);

/** The Deno binary of the npm package `deno`; starting it directly saves a start of Node a loader. */
const deno: string = createRequire(import.meta.url)("deno/install_api.cjs").runInstall();

const icon = encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">` +
    `<rect width="32" height="32" rx="7" fill="#26547c"/>` +
    `<path d="M6 20c4 0 5-9 10-9s6 9 10 9" fill="none" stroke="#fff" stroke-width="3" ` +
    `stroke-linecap="round"/><circle cx="16" cy="11" r="3.5" fill="#ffd166"/></svg>`,
);

export default {
  root,
  output: "dist",
  title: "Segue",
  pages: [
    { name: "Recommend", path: "/" },
    { name: "Feature space", path: "/map" },
  ],
  theme: ["air", "near-midnight"],
  // System fonts: a page asks no other host for anything.
  globalStylesheets: [],
  head: `<link rel="icon" href="data:image/svg+xml,${icon}">\n` +
    `<meta name="description" content="Songs that go with the ones you pick, and why.">`,
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
