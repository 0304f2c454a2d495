/** `npm run check -- FILE`: reports on a data set without building anything. */
import { mkdirSync } from "node:fs";
import { checkData } from "../loaders/check_data.ts";
import { type Command, help, readFlags, runCommand } from "../loaders/command_line.ts";
import { pathsOf } from "../loaders/source_columns.ts";
import { withDuckDB } from "../loaders/duckdb.ts";
import { CACHE, describe, modelRequest } from "../loaders/request.ts";

const COMMAND: Command = {
  name: "npm run check --",
  summary: "Reports on a data set without building: columns, rows, problems, what will work.\n" +
    "Ends with 1 where a build would refuse it.",
  options: [{
    flag: "csv",
    value: "FILE",
    positional: true,
    description: "the data set, CSV (also .gz) or Parquet [SONGS_CSV]; else as for a build",
  }],
};

await runCommand(async () => {
  const flags = readFlags(COMMAND, Deno.args);
  if (flags === null) {
    console.log(help(COMMAND));
    return;
  }
  const { dataset, effective: { settings } } = modelRequest(flags);
  mkdirSync(CACHE, { recursive: true });
  console.log(`Data set: ${describe(dataset)}\n`);
  const { lines, usable } = await withDuckDB(
    pathsOf(dataset),
    settings.memoryLimit,
    CACHE,
    (connection) => checkData(connection, dataset, settings),
  );
  console.log(lines.join("\n"));
  return usable ? 0 : 1;
});
