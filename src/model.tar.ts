/** The model's files, as one archive from one run: `FileAttachment("model/songs.arrow")`. */
import { freshModel } from "../loaders/model.ts";
import { printArchive } from "../loaders/archive.ts";
import { runCommand } from "../loaders/command_line.ts";
import { modelRequest } from "../loaders/request.ts";
import { stderrProgress } from "../loaders/progress.ts";

await runCommand(async () => {
  await printArchive((await freshModel(modelRequest({}), stderrProgress())).folder);
});
