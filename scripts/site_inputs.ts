/** Whether the site in `dist/` is the one that the sources and the model would give. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../loaders/request.ts";
import { keyOf } from "../loaders/store.ts";
import { filesBelow } from "./files_below.ts";
import type { LoaderOutputs } from "./loader_outputs.ts";

const STAMP = ".segue.json";

/** The hash of everything that a site is made from: pages, components, configuration, results. */
export function siteInputs(outputs: LoaderOutputs): string {
  const files = [
    ...filesIn("src").filter((path) => !path.startsWith("src/.observablehq/")),
    ...filesIn("scripts"),
    "observablehq.config.ts",
    "package-lock.json",
  ];
  const sources = files.map((path) => [
    path,
    createHash("sha256").update(readFileSync(join(ROOT, path))).digest("hex"),
  ]);
  return keyOf({ outputs, sources: Object.fromEntries(sources) });
}

/** Whether a folder holds the whole site of these inputs. */
export function isSiteCurrent(dist: string, inputs: string): boolean {
  const stamp = join(dist, STAMP);
  return existsSync(stamp) && JSON.parse(readFileSync(stamp, "utf8")).inputs === inputs;
}

/** Notes in a complete site what it was made from; servers leave files with a dot alone. */
export function rememberSite(dist: string, inputs: string): void {
  writeFileSync(join(dist, STAMP), JSON.stringify({ inputs }));
}

/** The files below a folder of the project, by their paths in it. */
function filesIn(folder: string): string[] {
  return filesBelow(join(ROOT, folder)).map((path) => join(folder, path));
}
