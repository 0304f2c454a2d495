/** What axe-core finds wrong with a page, in words. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** The rules whose outcome the theme changes, once all have been asked in the other one. */
export const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

interface AxeRule {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/**
 * One line a rule that a page breaks: its name, how grave it is, the first element.
 *
 * @param scope selector of the part that is looked at @default the whole page
 * @param rules of axe's that are asked @default all that axe asks by itself
 */
export async function axeFindings(
  page: Page,
  scope = "html",
  rules?: readonly string[],
): Promise<string[]> {
  // Evaluated by the debugger, which a page's security policy does not bind.
  await page.evaluate(AXE);
  return await page.evaluate(async ([scope, rules]) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(root: string, options: Record<string, unknown>): Promise<{ violations: AxeRule[] }>;
      };
    };
    const { violations } = await axe.run(scope, {
      // Of the rules that hold, no list of elements is needed.
      resultTypes: ["violations"],
      ...(rules && { runOnly: { type: "rule", values: rules } }),
    });
    return violations.map(({ id, impact, nodes }) =>
      `${id} (${impact}, ${nodes.length}): ${nodes[0].html.slice(0, 300)}`
    );
  }, [scope, rules] as const);
}
