import assert from "node:assert/strict";
import { UserError } from "../loaders/errors.ts";
import { ensureChromium, findChromium, type Machine } from "./chromium.ts";

/** A machine with the files given, where a program may bring more. */
function machine(
  files: string[],
  options: {
    env?: Record<string, string>;
    root?: boolean;
    brings?: Record<string, string>;
  } = {},
): Machine & { ran: string[]; said: string[] } {
  const present = new Set(files);
  const ran: string[] = [];
  const said: string[] = [];
  return {
    ran,
    said,
    env: { PATH: "/usr/local/bin:/usr/bin", ...options.env },
    exists: (path) => present.has(path),
    playwrightPath: () => Promise.resolve("/caches/ms-playwright/chrome"),
    isRoot: () => options.root ?? false,
    run: (program, args) => {
      const command = [program, ...args].join(" ");
      ran.push(command);
      const brought = Object.entries(options.brings ?? {}).find(([text]) => command.includes(text));
      if (brought) present.add(brought[1]);
      return brought !== undefined || command.endsWith("update");
    },
    log: (line) => said.push(line),
  };
}

Deno.test("findChromium prefers CHROME_PATH, then PATH by name, then Playwright's download", async () => {
  const download = "/caches/ms-playwright/chrome";
  const all = ["/opt/chrome", "/usr/local/bin/google-chrome", "/usr/bin/chromium", download];
  assert.equal(
    await findChromium(machine(all, { env: { CHROME_PATH: "/opt/chrome" } })),
    "/opt/chrome",
  );
  assert.equal(await findChromium(machine(all)), "/usr/bin/chromium");
  assert.equal(
    await findChromium(machine(["/usr/local/bin/google-chrome", download])),
    "/usr/local/bin/google-chrome",
  );
  assert.equal(await findChromium(machine([download])), download);
  assert.equal(await findChromium(machine([])), undefined);
});

Deno.test("findChromium says so where CHROME_PATH names no file", async () => {
  await assert.rejects(
    findChromium(machine(["/usr/bin/chromium"], { env: { CHROME_PATH: "/opt/none" } })),
    new UserError("Cannot start Chromium: CHROME_PATH names /opt/none, which is no file"),
  );
});

Deno.test("ensureChromium installs nothing where there is a Chromium", async () => {
  const here = machine(["/usr/bin/chromium", "/usr/bin/apt-get"], { root: true });
  assert.equal(await ensureChromium(here), "/usr/bin/chromium");
  assert.deepEqual(here.ran, []);
  assert.deepEqual(here.said, []);
});

Deno.test("ensureChromium asks apt as root, and says what it does", async () => {
  const debian = machine(["/usr/bin/apt-get"], {
    root: true,
    brings: { "apt-get install": "/usr/bin/chromium" },
  });
  assert.equal(await ensureChromium(debian), "/usr/bin/chromium");
  assert.deepEqual(debian.ran, [
    "apt-get update",
    "apt-get install -y --no-install-recommends chromium fonts-dejavu-core",
  ]);
  assert.deepEqual(debian.said, ["Installing Chromium with apt-get, for the browser tests"]);
});

Deno.test("ensureChromium asks Playwright where apt is not ours or does not help", async () => {
  const download = "/caches/ms-playwright/chrome";
  const brings = { "playwright-core/cli.js install chromium": download };
  const user = machine(["/usr/bin/apt-get"], { brings });
  assert.equal(await ensureChromium(user), download);
  assert.deepEqual(user.ran, ["node node_modules/playwright-core/cli.js install chromium"]);
  const mac = machine([], { root: true, brings });
  assert.equal(await ensureChromium(mac), download);
  const brokenApt = machine(["/usr/bin/apt-get"], { root: true, brings });
  assert.equal(await ensureChromium(brokenApt), download);
  assert.equal(brokenApt.ran.length, 3);
});

Deno.test("ensureChromium says in one line what to install where nothing helps", async () => {
  await assert.rejects(ensureChromium(machine([])), (error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /^Cannot find or get a Chromium: install the package "chromium"/);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
});
