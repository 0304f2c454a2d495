/** Observable Framework's command line, run from node_modules with this project's configuration. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { UserError } from "../loaders/errors.ts";
import { ROOT } from "../loaders/request.ts";

/** Framework's command line. */
export const OBSERVABLE = join(ROOT, "node_modules/@observablehq/framework/dist/bin/observable.js");

/** Room for short-lived objects, in megabytes: with Node's usual 16 a build collects for 2 s. */
const YOUNG_SPACE = "--max-semi-space-size=64";

/**
 * Runs `observable` to its end.
 *
 * Its output is kept back and shown when it fails: what a page or loader printed is the message
 * that the user needs then, and noise otherwise.
 *
 * @param variables set for it beside those of this process
 * @throws UserError when it fails
 */
export async function runFramework(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const child = spawn("node", [YOUNG_SPACE, OBSERVABLE, ...args], {
    cwd: ROOT,
    env: { ...Deno.env.toObject(), ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk) => output += chunk);
  child.stderr.on("data", (chunk) => output += chunk);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0) {
    throw new UserError(`Cannot build the pages: Framework ended with ${code}\n${output.trim()}`);
  }
}
