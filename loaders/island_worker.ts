/** A thread that lays out the songs by their factors while the calling one does so by their sound. */
import { islandLayout, measured, type MeasuredLayout, type SongVectors } from "./map_layouts.ts";

const thread = globalThis as unknown as {
  onmessage: (event: MessageEvent<SongVectors>) => void;
  postMessage: (layout: MeasuredLayout) => void;
};

thread.onmessage = async ({ data }) => {
  const [layout] = measured(data, [await islandLayout(data)]);
  thread.postMessage(layout);
};
