/**
 * `npm run data`: downloads the public file of songs to `data/spotify_songs.csv`, where a build
 * finds it, and checks that it is the one that Segue was measured on.
 */
import { type Command, readOptions, runCommand, usage } from "../loaders/command_line.ts";
import { download } from "./download.ts";

const SOURCE =
  "https://raw.githubusercontent.com/rfordatascience/tidytuesday/main/data/2020/2020-01-21/spotify_songs.csv";
const SHA256 = "9902920cfe4940f0914ebb6716801a42f7f19ac88fbd6693eaae7e2822b16845";
const TARGET = "data/spotify_songs.csv";

const COMMAND = {
  name: "npm run data --",
  summary:
    `Downloads the public "30000 Spotify Songs" file (8 MB; TidyTuesday, 21 January 2020) to\n` +
    `${TARGET}, going on where an earlier run was cut off, and checks its sha256.`,
  options: [
    {
      flag: "url",
      value: "URL",
      description: "where it is taken from [SEGUE_DATA_URL]",
    },
    { flag: "sha256", value: "HEX", description: "what it must be", default: SHA256 },
    { flag: "to", value: "FILE", description: "where it goes", default: TARGET },
  ],
} as const satisfies Command;

await runCommand(async () => {
  const options = readOptions(COMMAND, Deno.args);
  if (options === null) {
    console.log(usage(COMMAND));
    return;
  }
  const url = options.url ?? (Deno.env.get("SEGUE_DATA_URL") || SOURCE);
  const path = options.to;
  let told = 0;
  const { received, resumedAt } = await download(
    {
      url,
      sha256: options.sha256.toLowerCase(),
      byHand:
        "get spotify_songs.csv on a machine with a network (data/README.md says from where) " +
        `and put it at ${path}; without it Segue uses data/sample_songs.csv`,
    },
    path,
    (bytes, total) => {
      const tenths = total > 0 ? Math.floor(10 * bytes / total) : 0;
      if (tenths <= told) return;
      told = tenths;
      console.error(`  ${tenths * 10} %`);
    },
  );
  console.log(
    received === 0 && resumedAt === 0
      ? `${path} is there, and its sha256 is right`
      : `${path} is complete${resumedAt > 0 ? `, its first ${resumedAt} bytes from before` : ""}`,
  );
});
