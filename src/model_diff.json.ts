/** What the last change of data, settings or code changed in the model: this build and the last. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { runCommand } from "../loaders/command_line.ts";
import { freshModelDiff } from "../loaders/previous_build.ts";
import { stderrProgress } from "../loaders/progress.ts";
import { modelRequest } from "../loaders/request.ts";

await runCommand(async () => {
  const { folder } = await freshModelDiff(modelRequest({}), stderrProgress());
  await pipeline(createReadStream(join(folder, "model_diff.json")), process.stdout);
});
