/** Names the packages in a bundle with their licences, as these ask for wherever the code goes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The package folders that files of `node_modules` belong to, in byte order. */
function packageFolders(sources: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const source of sources) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(source)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  return [...folders].sort();
}

/** The first line of a package's licence file that says whose the code is. */
function copyrightLine(folder: string): string | undefined {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) return undefined;
  return /^\s*(copyright (?:\(c\)|©|\d).*)$/im.exec(readFileSync(join(folder, file), "utf8"))?.[1]
    .trim();
}

/**
 * A comment that names each package with its version, licence and copyright.
 * @param project the folder that the sources are relative to
 * @param sources the files that went into the bundle
 */
export function licenseNotice(project: string, sources: readonly string[]): string {
  const lines: string[] = [];
  for (const inside of packageFolders(sources)) {
    const folder = join(project, inside);
    const manifest = join(folder, "package.json");
    if (!existsSync(manifest)) continue;
    const { name, version, license } = JSON.parse(readFileSync(manifest, "utf8")) as Record<
      string,
      unknown
    >;
    const terms = [license, copyrightLine(folder)].filter((text) => typeof text === "string");
    lines.push(`${name} ${version}${terms.length === 0 ? "" : ` (${terms.join(", ")})`}`);
  }
  return `/*! ${lines.join("\n * ").replaceAll("*/", "* /")} */\n`;
}
