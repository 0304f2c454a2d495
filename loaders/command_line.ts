/**
 * The command lines of the loaders: options declared once, read by `node:util`'s parseArgs, help
 * printed from the same declaration, and one way to end a run that failed.
 */
import { parseArgs } from "node:util";
import { UserError } from "./errors.ts";
import { OPTIONS } from "./settings_schema.ts";

/** A command: how it is called, what it does and its options beside the settings. */
export interface Command {
  /** As the user types it, such as `npm run model --`. */
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CommandOption[];
}

/** An option that takes a value, or, where `value` is absent, a switch. */
export interface CommandOption {
  readonly flag: string;
  readonly value?: string;
  readonly description: string;
}

/**
 * Reads the flags of a command.
 *
 * @returns values by flag name without dashes (a switch that is given reads "true"), or null when
 *   help was asked for
 * @throws UserError when a flag is unknown or lacks its value
 */
export function readFlags(
  command: Command,
  args: readonly string[],
): Record<string, string | undefined> | null {
  const options: Record<string, { type: "string" | "boolean"; short?: string }> = {
    help: { type: "boolean", short: "h" },
  };
  for (const { flag, value } of command.options) {
    options[flag] = { type: value === undefined ? "boolean" : "string" };
  }
  for (const { flag } of OPTIONS) options[flag] = { type: "string" };
  let values: Record<string, unknown>;
  try {
    ({ values } = parseArgs({ args: [...args], options, allowPositionals: false }));
  } catch (error) {
    // parseArgs explains at length; its first sentence says what is wrong.
    const reason = (error as Error).message.split(". ")[0].split("\n")[0];
    throw new UserError(`Cannot read the command: ${reason}. See '${command.name} --help'`);
  }
  if (values.help === true) return null;
  return Object.fromEntries(
    Object.entries(values).map(([flag, value]) => [flag, String(value)]),
  );
}

/** The text that `--help` prints: the command's options, then the settings with their variables. */
export function help(command: Command): string {
  const lines = command.options.map(({ flag, value, description }): [string, string] => [
    `--${flag}${value === undefined ? "" : ` ${value}`}`,
    description,
  ]);
  const settings = OPTIONS.map(({ flag, value, description, variable }): [string, string] => [
    `--${flag} ${value}`,
    `${description} [${variable}]`,
  ]);
  lines.push(["--help, -h", "print this and stop"]);
  const width = Math.max(...[...lines, ...settings].map(([left]) => left.length)) + 2;
  const table = (rows: [string, string][]) =>
    rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join("\n");
  return `Usage: ${command.name} [options]

${command.summary}

Options:
${table(lines)}

Settings, from loaders/settings.ts unless given here or by the environment variable in brackets:
${table(settings)}
`;
}

/**
 * Runs a command's main function and ends the process as the outcome demands: 0 when it is done,
 * 1 with one message when the user can mend it, 1 with the stack when it is a defect of ours.
 */
export async function runCommand(main: () => Promise<void>): Promise<never> {
  try {
    await main();
    Deno.exit(0);
  } catch (error) {
    if (error instanceof UserError) console.error(`error: ${error.message}`);
    else console.error(error);
    Deno.exit(1);
  }
}
