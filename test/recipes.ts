/** The recipes of `docs/customise.md`, taken apart: what a reader edits and what a reader runs. */

/** An edit of a file: lines that go and lines that come, in their order. */
export interface Edit {
  readonly kind: "edit";
  readonly file: string;
  /** Each line that goes, and the lines that stand there then. */
  readonly changes: readonly { readonly gone: string; readonly come: string }[];
}

/** Commands for a shell. */
export interface Commands {
  readonly kind: "commands";
  readonly text: string;
}

export interface Recipe {
  readonly title: string;
  readonly steps: readonly (Edit | Commands)[];
}

/** Reads the recipes of a document: a section each, its blocks of `diff` and `sh` as steps. */
export function readRecipes(document: string): Recipe[] {
  return document.split(/^## /m).slice(1).map((section) => ({
    title: section.split("\n", 1)[0],
    steps: [...section.matchAll(/^```(diff|sh)\n([^]*?)^```$/gm)].map(([, kind, text]) =>
      kind === "sh" ? { kind: "commands", text } : readEdit(text)
    ),
  }));
}

function readEdit(text: string): Edit {
  const [head, ...lines] = text.trimEnd().split("\n");
  const changes: { gone: string; come: string }[] = [];
  for (const line of lines) {
    if (line[0] === "-") changes.push({ gone: `${line.slice(1)}\n`, come: "" });
    else changes[changes.length - 1].come += `${line.slice(1)}\n`;
  }
  return { kind: "edit", file: head.replace(/^--- /, ""), changes };
}

/** Applies an edit to the text of its file. @throws Error where a line that goes is not there once */
export function applyEdit(edit: Edit, text: string): string {
  return edit.changes.reduce((text, { gone, come }) => {
    const found = `\n${text}`.split(`\n${gone}`).length - 1;
    if (found !== 1) throw new Error(`${edit.file} holds ${found} times:\n${gone}`);
    return `\n${text}`.replace(`\n${gone}`, () => `\n${come}`).slice(1);
  }, text);
}
