/** The map of the feature space, one row a song. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { runCommand } from "../loaders/command_line.ts";
import { freshMap } from "../loaders/map.ts";
import { modelRequest } from "../loaders/request.ts";
import { stderrProgress } from "../loaders/progress.ts";

await runCommand(async () => {
  const { folder } = await freshMap(modelRequest({}), stderrProgress());
  await pipeline(createReadStream(join(folder, "map.arrow")), process.stdout);
});
