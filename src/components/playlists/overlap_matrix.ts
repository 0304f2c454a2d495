/** The overlap of all playlists as a matrix, playlists that share most next to each other. */
import { rowIndices } from "../../recommender/incidence.ts";
import { linkageOrder } from "../../statistics/linkage_order.ts";
import { jaccardDistances, sharedCounts } from "../../statistics/playlist_overlap.ts";
import { element, setText, whenIdle } from "../dom.ts";
import { withFigureMenu } from "../export/figure_menu.ts";
import { count, percent } from "../feature_format.ts";
import { genreColors } from "../map/colors.ts";
import { genreVariable, onThemeChange } from "../map/theme.ts";
import { type PageModel, playlistName } from "../model.ts";
import { worded } from "../nouns.ts";
import { withData } from "../export/figure_data.ts";

export interface OverlapMatrix {
  readonly node: HTMLElement;
  update(playlist: number): void;
}

/** A row is a pixel at least: of more playlists than these the largest are shown. */
const MOST = 600;

/** Width of the stripe of genres beside the matrix, in CSS pixels. */
const STRIPE = 8;

/** @param pick called with the playlist of a row that is clicked */
export function overlapMatrix(model: PageModel, pick: (playlist: number) => void): OverlapMatrix {
  const { catalogue } = model;
  const canvas = element("canvas", {
    role: "img",
    "aria-label": worded("Songs that playlists share, not drawn yet"),
  });
  const words = element("p", { class: "pair", "aria-hidden": "true" });
  const caption = element("figcaption", {});
  const node = withFigureMenu(
    element(
      "figure",
      { class: "overlap" },
      element("h2", {}, worded("Which playlists share songs")),
      canvas,
      words,
      caption,
    ),
    worded("Overlap of playlists"),
  );
  const sharing = sharingPlaylists(model);
  node.hidden = sharing.length < 3;
  let order: readonly number[] = [];
  let counts: Int32Array<ArrayBufferLike> = new Int32Array(0);
  let picked = -1;
  let looked: [number, number] | null = null;

  function make(): void {
    if (order.length > 0 || sharing.length < 3) return;
    const size = sharing.length;
    const given = sharedCounts(catalogue.songPlaylists, catalogue.songCount, sharing);
    const rows = linkageOrder(jaccardDistances(given, size), size).order;
    order = Array.from(rows, (row) => sharing[row]);
    counts = Int32Array.from(
      { length: size * size },
      (_, i) => given[rows[Math.floor(i / size)] * size + rows[i % size]],
    );
    withData(canvas, sharedPairs(), ["playlist", "other", "shared_songs", "share_of_both"]);
    const left = catalogue.playlistCount - size;
    setText(
      caption,
      `${
        count(size, "playlist")
      } on both sides, those most alike next to each other; the deeper, ` +
        worded(`the larger the share of their songs that two have in common.`) +
        (left > 0
          ? ` ${left.toLocaleString("en")} are left out: ${
            size < MOST ? worded("they share no song") : "they are smaller"
          }.`
          : "") +
        (catalogue.genreNames.length > 0 ? worded(" The edge shows their genres.") : "") +
        worded(" Click a row to pick its playlist."),
    );
    canvas.setAttribute(
      "aria-label",
      worded`Matrix of the songs that ${
        count(size, "playlist")
      } share; the table above names those that ` +
        worded("share songs with the picked one"),
    );
    draw();
  }

  function draw(): void {
    const size = order.length;
    const width = Math.min(760, canvas.parentElement?.clientWidth ?? 0);
    if (size === 0 || width < 50) return;
    const ratio = globalThis.devicePixelRatio || 1;
    canvas.style.width = canvas.style.height = `${width}px`;
    canvas.width = canvas.height = Math.round(width * ratio);
    const context = canvas.getContext("2d")!;
    context.scale(ratio, ratio);
    const style = getComputedStyle(canvas);
    const ink = style.getPropertyValue("--theme-foreground");
    const cell = (width - STRIPE) / size;
    const at = (row: number) => STRIPE + row * cell;
    context.fillStyle = style.getPropertyValue("--theme-background-alt");
    context.fillRect(STRIPE, STRIPE, width - STRIPE, width - STRIPE);
    const colors = genreColors(catalogue.playlistGenres, catalogue.genreNames.length);
    order.forEach((playlist, row) => {
      const genre = catalogue.playlistGenres[playlist];
      if (genre < 0) return;
      context.fillStyle = style.getPropertyValue(genreVariable(colors[genre]));
      context.fillRect(0, at(row), STRIPE - 2, cell + 0.5);
      context.fillRect(at(row), 0, cell + 0.5, STRIPE - 2);
    });
    // Sparse pairs are to be seen: no mark is smaller than two pixels.
    const mark = Math.max(2, cell);
    context.fillStyle = ink;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const share = jaccardAt(a, b);
        if (a === b || share === 0) continue;
        context.globalAlpha = 0.3 + 0.7 * Math.sqrt(share);
        context.fillRect(at(a) + (cell - mark) / 2, at(b) + (cell - mark) / 2, mark, mark);
      }
    }
    context.globalAlpha = 1;
    const row = order.indexOf(picked);
    if (row >= 0) {
      context.fillStyle = style.getPropertyValue("--theme-foreground-focus");
      context.globalAlpha = 0.35;
      context.fillRect(STRIPE, at(row) + cell / 2 - 1, width - STRIPE, 2);
      context.fillRect(at(row) + cell / 2 - 1, STRIPE, 2, width - STRIPE);
      context.globalAlpha = 1;
    }
    if (looked !== null) {
      context.strokeStyle = style.getPropertyValue("--theme-foreground-focus");
      context.lineWidth = 1.5;
      context.strokeRect(at(looked[0]) - 3, at(looked[1]) - 3, cell + 6, cell + 6);
    }
  }

  function sharedPairs() {
    return order.flatMap((playlist, a) =>
      order.slice(0, a).flatMap((other, b) => {
        const shared = counts[a * order.length + b];
        return shared === 0 ? [] : [{
          playlist: playlistName(model, playlist),
          other: playlistName(model, other),
          shared_songs: shared,
          share_of_both: jaccardAt(a, b),
        }];
      })
    );
  }

  function jaccardAt(a: number, b: number): number {
    const size = order.length, both = counts[a * size + b];
    return both / (counts[a * size + a] + counts[b * size + b] - both);
  }

  /** The pair under the pointer; a pair that shares something draws the pointer from nearby. */
  function pairAt(event: MouseEvent): [number, number] | null {
    const box = canvas.getBoundingClientRect();
    const size = order.length, cell = (box.width - STRIPE) / size;
    const a = Math.floor((event.clientX - box.left - STRIPE) / cell);
    const b = Math.floor((event.clientY - box.top - STRIPE) / cell);
    if (!(a >= 0 && b >= 0 && a < size && b < size)) return null;
    const reach = Math.ceil(3 / cell);
    let best: [number, number] = [a, b], least = Infinity;
    for (let x = Math.max(0, a - reach); x <= Math.min(size - 1, a + reach); x++) {
      for (let y = Math.max(0, b - reach); y <= Math.min(size - 1, b + reach); y++) {
        const away = (x - a) ** 2 + (y - b) ** 2;
        if (x !== y && counts[x * size + y] > 0 && away < least) {
          least = away;
          best = [x, y];
        }
      }
    }
    return best;
  }

  function look(pair: [number, number] | null): void {
    looked = pair;
    if (pair === null || pair[0] === pair[1]) {
      setText(words, pair === null ? "\u00a0" : playlistName(model, order[pair[0]]));
    } else {
      const [a, b] = pair, both = counts[a * order.length + b];
      setText(
        words,
        `${playlistName(model, order[b])} and ${playlistName(model, order[a])}: ` +
          (both === 0
            ? worded("no song in common")
            : `${count(both, "song")} in common, ${percent(jaccardAt(a, b))} of both`),
      );
    }
    draw();
  }

  setText(words, "\u00a0");
  canvas.addEventListener("pointermove", (event) => look(pairAt(event)));
  canvas.addEventListener("pointerleave", () => look(null));
  canvas.addEventListener("click", (event) => {
    const pair = pairAt(event);
    if (pair !== null) pick(order[pair[1]]);
  });
  new ResizeObserver(draw).observe(node);
  onThemeChange(draw);
  whenIdle(() => setTimeout(() => whenIdle(make), 300));
  return {
    node,
    update(playlist) {
      picked = playlist;
      draw();
    },
  };
}

/** The playlists that share a song with another one, the largest of them, by number. */
function sharingPlaylists({ catalogue }: PageModel): number[] {
  const { playlistCount, songCount, songPlaylists, playlistSongs } = catalogue;
  const isSharing = new Uint8Array(playlistCount);
  for (let song = 0; song < songCount; song++) {
    const playlists = rowIndices(songPlaylists, song);
    if (playlists.length > 1) { for (const playlist of playlists) isSharing[playlist] = 1; }
  }
  const size = (playlist: number) => rowIndices(playlistSongs, playlist).length;
  return Array.from(isSharing.keys()).filter((playlist) => isSharing[playlist] === 1)
    .sort((a, b) => size(b) - size(a) || a - b).slice(0, MOST).sort((a, b) => a - b);
}
