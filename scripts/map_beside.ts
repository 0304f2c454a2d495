/** The map drawn on a thread: it needs one core for long and nothing but the model. */
import type { ModelRequest } from "../loaders/request.ts";

/** A map in the making. */
export interface MapBeside {
  /**
   * What it said when it stands; "" where it could not be drawn, which whoever asks for it next
   * finds out and says.
   */
  readonly said: Promise<string>;
  /** Ends the thread, also before the map stands. */
  stop(): void;
}

/** Starts to bring the map of a request up to date; the model must stand. */
export function drawMapBeside(request: ModelRequest): MapBeside {
  const worker = new Worker(new URL("../loaders/map_worker.ts", import.meta.url), {
    type: "module",
  });
  const said = new Promise<string>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      resolve("");
    };
  });
  worker.postMessage(request);
  return { said, stop: () => worker.terminate() };
}
