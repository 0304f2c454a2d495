/** How strongly the playlists claim each song, one row a song, for the tuned ranking model. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { freshClaims } from "../loaders/claims.ts";
import { runCommand } from "../loaders/command_line.ts";
import { modelRequest } from "../loaders/request.ts";
import { stderrProgress } from "../loaders/progress.ts";

await runCommand(async () => {
  const { folder } = await freshClaims(modelRequest({}), stderrProgress());
  await pipeline(createReadStream(join(folder, "claims.arrow")), process.stdout);
});
