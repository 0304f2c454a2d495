/**
 * Keeps Framework from asking the network for anything while it builds or previews the site.
 *
 * What the pages use is hosted from `node_modules` (see `self_host.ts`), so a request means that a
 * page uses something that is not. Framework would fetch it at a version that no lock file pins, or
 * fail with a network error where there is no network; here it stops with a sentence that says how
 * to add the library. Called by `observablehq.config.ts`, inside Framework's own process (Node).
 */
import process from "node:process";
import { findPageLibraries } from "./page_libraries.ts";

/** `/npm/NAME@VERSION/FILE` of a delivery network. */
const DELIVERED = /^\/npm\/(?<name>(?:@[^/]+\/)?[^/@]+)(?:@(?<version>[^/]+))?/;
/** `/NAME` or `/NAME/TAG` of a registry; names below `@jsr` are another registry's. */
const REGISTERED = /^\/(?!@jsr\/)(?<name>(?:@[^/]+\/)?[^/@]+)(?:\/[^/.]+)?$/;

/**
 * The package and, from the delivery network, the version that an address asks for. Told by the
 * form of the path, since which hosts Framework asks is its own affair.
 */
function parseRequest({ pathname }: URL): { name: string; version?: string } | undefined {
  const path = decodeURIComponent(pathname);
  const groups = (DELIVERED.exec(path) ?? REGISTERED.exec(path))?.groups;
  return groups && { name: groups.name, version: groups.version };
}

/**
 * Says what a request of Framework means and what to do about it.
 * @param address what it asked for
 * @param root the folder of the pages
 * @param project the folder with `package.json` and `node_modules`
 */
export function refusal(address: string, root: string, project: string): string {
  const url = new URL(address);
  if (url.pathname.endsWith(".duckdb_extension.wasm")) {
    return `Cannot load the DuckDB extension ${url.pathname}: extensions are not hosted with the ` +
      `site; take it out of "duckdb" in observablehq.config.ts`;
  }
  const request = parseRequest(url);
  if (request === undefined) {
    return `Cannot fetch ${address}: the site is built from node_modules alone, without a network`;
  }
  const { name, version } = request;
  const hosted = findPageLibraries(project, root).versions.get(name);
  if (hosted === undefined) {
    return `Cannot build the page: it uses ${name}, which is not among the libraries hosted with ` +
      `the site; add it with "npm install --save-exact ${name}" and run this again`;
  }
  if (version !== undefined && version !== hosted) {
    return `Cannot build the page: it asks for ${name} ${version}, and the site has ${hosted}; ` +
      `import "npm:${name}" without a version, or install the other one`;
  }
  if (version === undefined) {
    return `Cannot build the page: it asks for another version of ${name} than ${hosted}, which ` +
      `the site has; import "npm:${name}" without a version, or install the other one`;
  }
  return `Cannot build the page: ${name} ${hosted} is installed but not hosted yet; run ` +
    `"npm run build", or stop "npm run dev" and start it again`;
}

/**
 * Makes every request of this process fail with a sentence, and switches off telemetry.
 * @param root the folder of the pages
 * @param project the folder with `package.json` and `node_modules`
 */
export function refuseDownloads(root: string, project: string = "."): void {
  process.env.OBSERVABLE_TELEMETRY_DISABLE = "1";
  globalThis.fetch = (input) => {
    const address = input instanceof Request ? input.url : String(input);
    const error = new Error(refusal(address, root, project));
    error.stack = error.message; // Framework prints the stack, and it is of no use here.
    return Promise.reject(error);
  };
}
