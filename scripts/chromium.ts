/**
 * Finds a Chromium for the browser tests and screenshots, gets one where there is none, starts it.
 *
 * Run: `deno run … scripts/chromium.ts` gets Chromium where it is missing and prints its path.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import type { Browser } from "playwright-core";
import { runCommand } from "../loaders/command_line.ts";
import { UserError } from "../loaders/errors.ts";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
  "chromium.exe",
  "chrome.exe",
];

/** Ours: no GPU, no sandbox (containers run as root), and no traffic of the browser's own. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Loads Playwright. One of the modules in its bundle looks below /proc for Windows' Linux as it
 * loads, which Deno allows to nobody but the owner of all permissions; its own tests' switch puts
 * the look off.
 */
async function importPlaywright() {
  process.env.__IS_WSL_TEST__ = "1";
  try {
    return await import("playwright-core");
  } finally {
    delete process.env.__IS_WSL_TEST__;
  }
}

/** What the search for a browser depends on; given by tests, otherwise that of this machine. */
export interface Machine {
  env: Record<string, string | undefined>;
  exists(path: string): boolean;
  /** Where Playwright puts the browser that it downloads. */
  playwrightPath(): Promise<string>;
  isRoot(): boolean;
  /** Runs a program with its output on stderr; true where it ended well. */
  run(program: string, args: string[]): boolean;
  log(line: string): void;
}

const THIS_MACHINE: Machine = {
  get env() {
    return { CHROME_PATH: process.env.CHROME_PATH, PATH: process.env.PATH };
  },
  exists: (path) => {
    try {
      return existsSync(path);
    } catch {
      return false; // A folder of PATH that we may not read.
    }
  },
  playwrightPath: async () => (await importPlaywright()).chromium.executablePath(),
  isRoot: () => process.getuid?.() === 0,
  run: (program, args) => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    return spawnSync(program, args, { stdio: ["ignore", 2, 2], env }).status === 0;
  },
  log: (line) => console.error(line),
};

/**
 * The path of a Chromium: `CHROME_PATH`, else the first of its usual names on `PATH`, else the one
 * that Playwright has downloaded; undefined where there is none.
 * @throws UserError where `CHROME_PATH` names no file
 */
export async function findChromium(
  machine: Machine = THIS_MACHINE,
): Promise<string | undefined> {
  const { CHROME_PATH, PATH } = machine.env;
  if (CHROME_PATH) {
    if (machine.exists(CHROME_PATH)) return CHROME_PATH;
    throw new UserError(
      `Cannot start Chromium: CHROME_PATH names ${CHROME_PATH}, which is no file`,
    );
  }
  const folders = (PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  for (const name of NAMES) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (machine.exists(path)) return path;
    }
  }
  const downloaded = await machine.playwrightPath();
  return downloaded && machine.exists(downloaded) ? downloaded : undefined;
}

/**
 * The path of a Chromium, which is installed first where it is missing: with apt as root where
 * there is apt, else with Playwright's own download.
 * @throws UserError, of one line, where it could not be had
 */
export async function ensureChromium(machine: Machine = THIS_MACHINE): Promise<string> {
  const found = await findChromium(machine);
  if (found !== undefined) return found;
  if (machine.isRoot() && machine.exists("/usr/bin/apt-get")) {
    machine.log("Installing Chromium with apt-get, for the browser tests");
    const install = ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"];
    if (machine.run("apt-get", ["update"]) && machine.run("apt-get", install)) {
      const installed = await findChromium(machine);
      if (installed !== undefined) return installed;
    }
  }
  machine.log("Downloading Chromium with Playwright, for the browser tests");
  machine.run("node", ["node_modules/playwright-core/cli.js", "install", "chromium"]);
  const downloaded = await findChromium(machine);
  if (downloaded !== undefined) return downloaded;
  throw new UserError(
    `Cannot find or get a Chromium: install the package "chromium" ("apt-get install chromium" on ` +
      `Debian), or set CHROME_PATH to a Chromium or Chrome`,
  );
}

/** Starts a Chromium without a window. The caller closes it. */
export async function launchChromium(path?: string): Promise<Browser> {
  const executablePath = path ?? await ensureChromium();
  const { chromium } = await importPlaywright();
  return await chromium.launch({ executablePath, args: FLAGS });
}

if (import.meta.main) await runCommand(async () => console.log(await ensureChromium()));
