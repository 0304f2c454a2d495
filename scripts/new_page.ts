/**
 * `npm run new-page NAME`: a page of one's own from `page_template.md`, in the list of pages.
 *
 * A table more is a line in the page's `sql:`; `src/notebook.md` shows what the model's tables answer.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, readOptions, runCommand, usage } from "../loaders/command_line.ts";
import { UserError } from "../loaders/errors.ts";
import { ROOT } from "../loaders/request.ts";
import { writeFileWhole } from "../loaders/whole_folder.ts";

const COMMAND = {
  name: "npm run new-page --",
  summary: "Makes src/NAME.md with a SQL cell and a chart, and lists it among the pages.",
  options: [
    {
      flag: "name",
      value: "NAME",
      positional: true,
      description: "the page's address: small letters, digits and hyphens",
    },
    { flag: "title", value: "TITLE", description: "its title; else made from the name" },
  ],
} as const satisfies Command;

/** Names that Framework or a server gives a meaning of their own. */
const TAKEN = new Set(["index", "404"]);

/**
 * Makes a page.
 *
 * @param project the folder with `src/` and `observablehq.config.ts`
 * @returns what was done, a line each
 * @throws UserError where the name is no address or is taken
 */
export function newPage(project: string, name: string, title = titleOf(name)): string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || TAKEN.has(name)) {
    throw new UserError(
      `Cannot make a page "${name}": a name is of small letters, digits and hyphens, begins with a ` +
        `letter, and is not index; try "${plainAddress(name)}"`,
    );
  }
  const page = join(project, "src", `${name}.md`);
  const others = [`src/${name}.md`, `src/${name}.md.ts`, `src/${name}/index.md`];
  const other = others.find((path) => existsSync(join(project, path)));
  if (other !== undefined) {
    throw new UserError(
      `Cannot make a page "${name}": ${other} is there already; take another name`,
    );
  }
  const template = readFileSync(new URL("page_template.md", import.meta.url), "utf8");
  // A title is a text of the page's front matter and its heading.
  const plain = title.replace(/[\r\n]+/g, " ").trim();
  writeFileWhole(
    page,
    template.replace("title: TITLE", () => `title: ${JSON.stringify(plain)}`)
      .replace("# TITLE", () => `# ${plain}`),
  );
  const done = [`src/${name}.md is made; npm run dev shows it at /${name} as you edit`];
  const config = join(project, "observablehq.config.ts");
  const entry = `    { name: ${JSON.stringify(plain)}, path: "/${name}" },\n`;
  const listed = withPage(readFileSync(config, "utf8"), entry);
  if (listed === null) {
    done.push(`Add to the pages in observablehq.config.ts:\n${entry.trim()}`);
  } else {
    writeFileWhole(config, listed);
    done.push("observablehq.config.ts lists it among the pages");
  }
  return done;
}

/** A configuration with one more page at the end of its list; null where the list is not found. */
export function withPage(config: string, entry: string): string | null {
  const list = /^ {2}pages: \[\n(?: {4}.*\n)*? {2}\],$/m.exec(config);
  if (list === null) return null;
  const end = list.index + list[0].length - "  ],".length;
  return config.slice(0, end) + entry + config.slice(end);
}

function titleOf(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function plainAddress(name: string): string {
  const plain = name.normalize("NFKD").toLowerCase().replace(/\.md$/, "")
    .replace(/[^a-z0-9]+/g, "-").replace(/^[-0-9]+|-+$/g, "");
  return plain === "" || TAKEN.has(plain) ? "my-page" : plain;
}

if (import.meta.main) {
  await runCommand(() => {
    const options = readOptions(COMMAND, Deno.args);
    if (options?.name === undefined) {
      console.log(usage(COMMAND));
      return options === null ? 0 : 1;
    }
    console.log(newPage(ROOT, options.name, options.title).join("\n"));
  });
}
