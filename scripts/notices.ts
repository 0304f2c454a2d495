/**
 * What `npm run dev` has to say in the open pages: a server on this machine's loopback that sends
 * each page the present notice and every later one (server-sent events), and the script that shows
 * it.
 */
import type { AddressInfo } from "node:net";
import { createServer, type ServerResponse } from "node:http";

/** Sends notices to open pages. */
export interface Notices {
  /** Where pages listen. */
  readonly address: string;
  /** Shows a notice in every open page, and in those opened later; null takes it away. */
  show(notice: string | null): void;
  /** Has every open page load again. */
  reload(): void;
  close(): Promise<void>;
}

/** Starts a server for notices on a free port. */
export async function serveNotices(): Promise<Notices> {
  const listeners = new Set<ServerResponse>();
  let present: string | null = null;
  const event = () => `data: ${JSON.stringify(present)}\n\n`;
  const server = createServer((request, response) => {
    response.writeHead(200, {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      // Pages come from the preview's port.
      "access-control-allow-origin": "*",
    });
    response.write(event());
    listeners.add(response);
    request.on("close", () => listeners.delete(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    show(notice) {
      present = notice;
      for (const response of listeners) response.write(event());
    },
    reload() {
      for (const response of listeners) response.write("event: reload\ndata: null\n\n");
    },
    close: () =>
      new Promise((resolve) => {
        for (const response of listeners) response.end();
        server.close(() => resolve());
      }),
  };
}

/** The line of a failed run's output that says what is wrong, for people. */
export function errorLine(output: string): string {
  // deno-lint-ignore no-control-regex -- the colours of a terminal
  const lines = output.replaceAll(/\x1b\[[0-9;]*m/g, "").trim().split("\n");
  const found = lines.find((line) => /^error: /.test(line)) ??
    lines.find((line) => /^(\w*Error|Uncaught)\b/.test(line)) ?? lines.at(-1) ?? "";
  return found.replace(/^error: /, "").trim();
}

/** The element for a page's head that shows the notices of a server at the top of the page. */
export function noticeScript(address: string): string {
  return `<script type="module">
const notice = document.createElement("p");
notice.setAttribute("role", "alert");
notice.style.cssText = "position: sticky; top: 0; z-index: 10; margin: 0 0 1rem; max-width: none;" +
  "padding: 0.75rem 1rem; border-left: 4px solid #c8381f; overflow-wrap: anywhere;" +
  "font: 14px/1.45 var(--sans-serif); color: var(--theme-foreground);" +
  "background: var(--theme-background-alt)";
const notices = new EventSource(${JSON.stringify(address)});
notices.addEventListener("reload", () => location.reload());
notices.onmessage = ({ data }) => {
  const text = JSON.parse(data);
  notice.textContent = text ?? "";
  if (text === null) notice.remove();
  else document.querySelector("#observablehq-center")?.prepend(notice);
};
</script>`;
}
