import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { TABLE_RELOAD } from "./table_reload.ts";

/** What happens in a page to messages of the preview: "reload" or what the page heard. */
function heard(...messages: unknown[]): string[] {
  const events: string[] = [];
  const window: { WebSocket: typeof EventTarget } = { WebSocket: EventTarget };
  const location = { reload: () => events.push("reload") };
  const script = TABLE_RELOAD.replace(/<[^>]*>/g, "");
  runInNewContext(script, { window, WebSocket: EventTarget, location, JSON });
  const socket = new window.WebSocket();
  socket.addEventListener("message", () => events.push("page"));
  for (const message of messages) {
    socket.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(message) }));
  }
  return events;
}

Deno.test("a page loads again when tables have changed, and else hears the preview itself", () => {
  const update = (removed: string[]) => ({ type: "update", tables: { removed, added: [] } });
  assert.deepEqual(heard({ type: "welcome" }, update([]), update(["songs"])), [
    "page",
    "page",
    "reload",
  ]);
});
