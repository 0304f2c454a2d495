/**
 * The command lines of loaders and scripts: options declared once, read by `node:util`'s parseArgs,
 * help printed from the same declaration, and one way to end a run that failed.
 */
import { parseArgs } from "node:util";
import { UserError } from "./errors.ts";
import { OPTIONS } from "./settings_schema.ts";

/** A command: how it is called, what it does and its options beside the settings. */
export interface Command<O extends CommandOption = CommandOption> {
  /** As the user types it, such as `npm run model --`. */
  readonly name: string;
  readonly summary: string;
  readonly options: readonly O[];
}

/** An option that takes a value, or, where `value` is absent, a switch. */
export interface CommandOption {
  readonly flag: string;
  readonly value?: string;
  readonly description: string;
  /** What it is where it is not given; `--help` adds it to the description. */
  readonly default?: string;
  /** The value stands by itself, in the order of the declarations, without the flag. */
  readonly positional?: true;
}

/** Values by flag without dashes; a switch that is given reads "true". */
export type OptionValues<O extends CommandOption> = {
  readonly [P in O as P["flag"]]: P extends { readonly default: string } ? string
    : string | undefined;
};

/**
 * Reads the options of a command that takes no settings.
 *
 * @returns the values, or null when help was asked for
 * @throws UserError when a flag is unknown or lacks its value, or a word stands where none belongs
 */
export function readOptions<O extends CommandOption>(
  command: Command<O>,
  args: readonly string[],
): OptionValues<O> | null {
  const read = parse(command.name, command.options, args);
  return read as OptionValues<O> | null;
}

/**
 * Reads the flags of a command that takes the settings beside its own options.
 *
 * @returns values by flag name without dashes (a switch that is given reads "true"), or null when
 *   help was asked for
 * @throws UserError as `readOptions`
 */
export function readFlags(
  command: Command,
  args: readonly string[],
): Record<string, string | undefined> | null {
  return parse(command.name, [...command.options, ...OPTIONS], args);
}

function parse(
  name: string,
  declared: readonly CommandOption[],
  args: readonly string[],
): Record<string, string | undefined> | null {
  const options: Record<string, { type: "string" | "boolean"; short?: string }> = {
    help: { type: "boolean", short: "h" },
  };
  const places = declared.filter(({ positional }) => positional);
  for (const { flag, value, positional } of declared) {
    if (!positional) options[flag] = { type: value === undefined ? "boolean" : "string" };
  }
  const refuse = (reason: string): never => {
    throw new UserError(`Cannot read the command: ${reason}. See '${name} --help'`);
  };
  const read: Record<string, string | undefined> = {};
  for (const option of declared) {
    if (option.default !== undefined) read[option.flag] = option.default;
  }
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: places.length > 0,
    });
    if (values.help === true) return null;
    for (const [flag, value] of Object.entries(values)) read[flag] = String(value);
    positionals.slice(0, places.length).forEach((word, i) => read[places[i].flag] = word);
    if (positionals.length > places.length) {
      refuse(`Unexpected argument '${positionals[places.length]}'`);
    }
  } catch (error) {
    if (!(error instanceof TypeError && "code" in error)) throw error;
    // parseArgs explains at length; its first sentence says what is wrong.
    refuse(error.message.split(". ")[0].split("\n")[0]);
  }
  return read;
}

/**
 * The integer that the option `name` is given as.
 * @throws UserError unless `text` is an integer of at least `least`
 */
export function integerOption(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < least) {
    throw new UserError(
      `Cannot use --${name} ${text}: it must be an integer of at least ${least}`,
    );
  }
  return value;
}

type Row = readonly [left: string, right: string];

function optionRows(command: Command): Row[] {
  const rows = command.options.map((option): Row => {
    const { flag, value, description, positional } = option;
    const ending = option.default === undefined ? "" : ` (default: ${option.default})`;
    const dashed = `--${flag}${value === undefined ? "" : ` ${value}`}`;
    return [positional ? value ?? flag : dashed, description + ending];
  });
  return [...rows, ["--help, -h", "print this and stop"]];
}

function table(rows: readonly Row[], width: number): string {
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join("\n");
}

const widthOf = (rows: readonly Row[]) => Math.max(...rows.map(([left]) => left.length)) + 2;

/** The text that `--help` prints for a command that takes no settings. */
export function usage(command: Command, width = widthOf(optionRows(command))): string {
  const places = command.options.filter(({ positional }) => positional)
    .map(({ value, flag }) => `[${value ?? flag}] `).join("");
  return `Usage: ${command.name} ${places}[options]

${command.summary}

Options:
${table(optionRows(command), width)}
`;
}

/** The text that `--help` prints: the command's options, then the settings with their variables. */
export function help(command: Command): string {
  const settings = OPTIONS.map(({ flag, value, description, variable }): Row => [
    `--${flag} ${value}`,
    `${description} [${variable}]`,
  ]);
  const width = widthOf([...optionRows(command), ...settings]);
  return `${usage(command, width)}
Settings, from loaders/settings.ts unless given here or by the environment variable in brackets:
${table(settings, width)}
`;
}

/**
 * Runs a command's main function and ends the process as the outcome demands: with the code that it
 * returns, else 0, when it is done; 1 with one message when the user can mend what failed; 1 with
 * the stack when it is a defect of ours.
 */
export async function runCommand(
  main: () => void | number | Promise<void | number>,
): Promise<never> {
  try {
    Deno.exit((await main()) ?? 0);
  } catch (error) {
    if (error instanceof UserError) console.error(`error: ${error.message}`);
    else console.error(error);
    Deno.exit(1);
  }
}
