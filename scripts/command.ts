import process from "node:process";
import { parseArgs, type ParseArgsConfig } from "node:util";
import { UserError } from "../loaders/errors.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * The values of a command's options.
 * @throws UserError for an option that the command does not have or that lacks its value.
 */
export function parseOptions<T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    if (!(error instanceof TypeError) || !("code" in error)) throw error;
    throw new UserError(`Cannot read the command line: ${error.message}; --help lists the options`);
  }
}

/**
 * The integer that the option `name` is given as.
 * @throws UserError unless `text` is an integer of at least `least`.
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

/** Runs a command; a UserError ends it with its message and exit code 1, a defect with its stack. */
export async function runCommand(main: (args: string[]) => void | Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
