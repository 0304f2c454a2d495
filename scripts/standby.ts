/**
 * One rerun of what is stale, for `dev.ts`, in a process that waits for its turn with the libraries
 * loaded: a third of a second less to wait after an edit. Settings and sources it reads when a line
 * comes on standard input, as they are saved by then; it ends when there is no more to come.
 */
import process from "node:process";
import { createInterface } from "node:readline";
import "apache-arrow";
import "ml-matrix";
import "valibot";

for await (const _ of createInterface({ input: process.stdin })) {
  const [{ runCommand }, { refresh }] = await Promise.all([
    import("../loaders/command_line.ts"),
    import("./refresh.ts"),
  ]);
  await runCommand(refresh);
}
