/** What was measured of the model, as one archive: `FileAttachment("anatomy/hubness.arrow")`. */
import { packTar } from "modern-tar/fs";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { freshAnatomy } from "../loaders/anatomy.ts";
import { runCommand } from "../loaders/command_line.ts";
import { modelRequest } from "../loaders/request.ts";
import { stderrProgress } from "../loaders/progress.ts";

await runCommand(async () => {
  const { folder } = await freshAnatomy(modelRequest({}), stderrProgress());
  const files = readdirSync(folder).map((name) => ({
    type: "file" as const,
    source: join(folder, name),
    target: name,
    mtime: new Date(0),
  }));
  await pipeline(packTar(files, { concurrency: 2 }), process.stdout);
});
