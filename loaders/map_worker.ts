/**
 * Draws the map on a thread, beside what does not wait for it: for a request, what would have gone
 * to the terminal.
 */
import { freshMap } from "./map.ts";
import { progressOn } from "./progress.ts";
import type { ModelRequest } from "./request.ts";

self.onmessage = async ({ data }: MessageEvent<ModelRequest>) => {
  let said = "";
  await freshMap(data, progressOn((text) => said += text, false));
  self.postMessage(said);
};
