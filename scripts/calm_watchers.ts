/**
 * Has the preview read a page anew once for changes that come together. Framework watches the
 * loader of each file that a page names: five files of the model are one loader five times over, and
 * each watcher has the page read and its modules hashed again, at a fifth of a second each.
 */
import { LoaderResolver } from "@observablehq/framework/dist/loader.js";

/** Milliseconds in which changes are one: events of one file come within a few. */
const TOGETHER = 20;

type WatchFiles = (path: string, names: Iterable<string>, onChange: () => void) => unknown;

/** A function that runs another one a little later, once for all calls until then. */
export function together(run: () => void, milliseconds = TOGETHER): () => void {
  let isDue = false;
  return () => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => {
      isDue = false;
      run();
    }, milliseconds);
  };
}

/** Makes the Framework of this process do so from now on. */
export function calmWatchers(): void {
  const resolver = LoaderResolver.prototype as { watchFiles: WatchFiles };
  const { watchFiles } = resolver;
  resolver.watchFiles = function (path, names, onChange) {
    return watchFiles.call(this, path, names, together(onChange));
  };
}
