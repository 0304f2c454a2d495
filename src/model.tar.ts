/** The model's files, as one archive from one run: `FileAttachment("model/songs.arrow")`. */
import { packTar } from "modern-tar/fs";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import process from "node:process";
import { runCommand } from "../loaders/command_line.ts";
import { freshModel } from "../loaders/model.ts";
import { modelRequest } from "../loaders/request.ts";
import { stderrProgress } from "../loaders/progress.ts";

await runCommand(async () => {
  const { folder } = await freshModel(modelRequest({}), stderrProgress());
  const files = readdirSync(folder).map((name) => ({
    type: "file" as const,
    source: join(folder, name),
    target: name,
    mtime: new Date(0),
  }));
  await pipeline(packTar(files, { concurrency: 2 }), process.stdout);
});
