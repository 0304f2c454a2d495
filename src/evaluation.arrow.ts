/** The hold-out evaluation of all methods, one row a measurement. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { runCommand } from "../loaders/command_line.ts";
import { freshEvaluation } from "../loaders/evaluate.ts";
import { modelRequest } from "../loaders/request.ts";
import { stderrProgress } from "../loaders/progress.ts";

await runCommand(async () => {
  const { folder } = await freshEvaluation(modelRequest({}), stderrProgress());
  await pipeline(createReadStream(join(folder, "evaluation.arrow")), process.stdout);
});
