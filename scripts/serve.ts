/**
 * Serves the built site on this machine and prints its address once it listens, until it is told
 * to stop.
 */
import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import process from "node:process";
import { readOptions, runCommand, usage } from "../loaders/command_line.ts";
import { UserError } from "../loaders/errors.ts";
import { siteHandler } from "./site_handler.ts";

const HOST = "127.0.0.1";
const PORTS_TO_TRY = 50;

const COMMAND = {
  name: "npm start --",
  summary: "Serves the built site on this machine and prints its address.",
  options: [
    {
      flag: "folder",
      value: "DIST",
      positional: true,
      description: "the built site; another one needs --allow-read for it",
      default: "dist",
    },
    {
      flag: "port",
      value: "N",
      description: "the port [PORT], else 3000; the next free one where it is taken",
    },
  ],
} as const;

/** Starts to listen on a port; false where somebody else does. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(error);
    };
    server.once("error", failed);
    server.listen(port, HOST, () => {
      server.off("error", failed);
      resolve(true);
    });
  });
}

/** A site that is being served. */
export interface Served {
  /** Where it is: `http://127.0.0.1:3000/`. */
  address: string;
  /** Stops; answers under way are cut. */
  close(): Promise<void>;
}

/**
 * Serves a built site on 127.0.0.1.
 * @param folder the built site
 * @param port the first port to try; 0 for any
 * @throws UserError where the folder holds no site or no port is free
 */
export async function serve(folder: string, port: number): Promise<Served> {
  if (!existsSync(join(folder, "index.html"))) {
    throw new UserError(
      `Cannot serve ${folder}: there is no index.html in it; run "npm run build"`,
    );
  }
  const handler = await siteHandler(folder);
  const last = Math.min(port + PORTS_TO_TRY, 65535);
  for (let next = port; next <= last; ++next) {
    const server = createServer(handler);
    if (!await listen(server, next)) continue;
    const bound = server.address();
    if (bound === null || typeof bound === "string") throw new Error("The server has no port");
    return {
      address: `http://${HOST}:${bound.port}/`,
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    };
  }
  throw new UserError(
    `Cannot serve the site: no port from ${port} to ${last} is free; give one with --port`,
  );
}

/**
 * The port to try first.
 * @param given the value of `--port`
 * @param environment the value of PORT
 * @throws UserError where it is no port
 */
export function readPort(given: string | undefined, environment: string | undefined): number {
  const text = given ?? (environment || "3000");
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new UserError(
    `Cannot serve on port "${text}": ${given === undefined ? "PORT" : "--port"} must be a whole ` +
      `number from 0 to 65535`,
  );
}

async function main(): Promise<void> {
  const options = readOptions(COMMAND, Deno.args);
  if (options === null) return console.log(usage(COMMAND));
  const { address, close } = await serve(options.folder, readPort(options.port, process.env.PORT));
  const told = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve());
  });
  console.log(`Segue is at ${address}`);
  await told;
  await close();
}

if (import.meta.main) await runCommand(main);
