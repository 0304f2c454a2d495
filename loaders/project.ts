/** Where things lie in the project. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Where results of the stages and scratch files live. */
export const CACHE = join(ROOT, ".cache");
