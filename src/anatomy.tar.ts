/** What was measured of the model, as one archive: `FileAttachment("anatomy/hubness.arrow")`. */
import { freshAnatomy } from "../loaders/anatomy.ts";
import { printArchive } from "../loaders/archive.ts";
import { runCommand } from "../loaders/command_line.ts";
import { modelRequest } from "../loaders/request.ts";
import { stderrProgress } from "../loaders/progress.ts";

await runCommand(async () => {
  await printArchive((await freshAnatomy(modelRequest({}), stderrProgress())).folder);
});
