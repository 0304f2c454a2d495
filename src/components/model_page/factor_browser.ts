/** Which factors are about what: genres by factor, and one factor's playlists and songs. */
import * as Plot from "npm:@observablehq/plot";
import { element } from "../dom.ts";
import { count, fixed, percent } from "../feature_format.ts";
import { lookupTable, type TableColumn } from "../lookup_table.ts";
import { type PageModel, playlistName } from "../model.ts";
import { genreColors, genreCounts } from "../map/colors.ts";
import { genreVariable } from "../map/theme.ts";
import { worded } from "../nouns.ts";
import { INK, pictureOf, plotFigure } from "../plot_figure.ts";
import type { QueryAddress } from "../query/query_address.ts";
import { songLink } from "../song_link.ts";
import { groupShares, type Loading, topPlaylists, topSongs } from "./factor_parts.ts";
import { withData } from "../export/figure_data.ts";

const PLAYLISTS = 8, SONGS = 10, MOST_GENRES = 12;

/** The genre × factor figure and the factor that the address names; null without factors. */
export function factorBrowser(model: PageModel, address: QueryAddress): HTMLElement | null {
  const { rank } = model.playlistFactors;
  if (rank === 0) return null;
  const { genreNames, playlistGenres } = model.catalogue;
  const shares = Array.from(
    { length: rank },
    (_, factor) => groupShares(model, playlistGenres, genreNames.length, factor),
  );
  const read = () => {
    const asked = Number(address.get("factor") ?? 1);
    return Number.isInteger(asked) && asked >= 1 && asked <= rank ? asked - 1 : 0;
  };
  const choose = (factor: number) => {
    const inRange = Math.max(0, Math.min(rank - 1, factor));
    address.set("factor", String(inRange + 1), "settle");
  };
  const number = element("input", { type: "number", min: 1, max: rank, step: 1 });
  number.addEventListener("change", () => choose(Math.round(Number(number.value)) - 1));
  const step = (words: string, by: number) => {
    const button = element("button", { type: "button", class: "action" }, words);
    button.addEventListener("click", () => choose(read() + by));
    return button;
  };
  const previous = step("‹ Previous", -1), next = step("Next ›", 1);
  const words = element("p", { class: "factor-words", "aria-live": "polite" });
  const parts = element("div", { class: "factor-parts" });
  const map = genreFigure(model, shares, () => read(), choose);
  const node = element(
    "section",
    { class: "factors", "aria-label": "Factors" },
    ...(map ? [map.node] : []),
    element(
      "div",
      { class: "steps" },
      previous,
      element("label", {}, "Factor ", number),
      element("span", {}, `of ${rank}`),
      next,
    ),
    words,
    parts,
  );
  const show = () => {
    const factor = read();
    number.value = String(factor + 1);
    previous.disabled = factor === 0;
    next.disabled = factor === rank - 1;
    const playlists = topPlaylists(model, factor, PLAYLISTS);
    words.textContent = factorWords(model, factor, shares[factor], playlists);
    parts.replaceChildren(
      loadingTable(
        worded("Playlists that load most on it"),
        worded("Playlist"),
        playlists,
        ({ row }) => playlistName(model, row),
        genreNames.length > 0
          ? {
            head: worded("Genre"),
            cell: ({ row }) => element("small", {}, genreNames[playlistGenres[row]] ?? ""),
          }
          : null,
      ),
      loadingTable(
        worded("Songs that load most on it"),
        worded("Song"),
        topSongs(model, factor, SONGS),
        ({ row }) => songLink(model, row, address.fragment),
        {
          head: worded("Playlists"),
          isNumber: true,
          cell: ({ row }) => playlistsOf(model, row).toLocaleString("en"),
        },
      ),
    );
    map?.update();
  };
  let shown = "";
  const showChanged = () => {
    const key = `${read()} ${address.fragment}`;
    if (key === shown) return;
    shown = key;
    show();
  };
  address.subscribe(showChanged);
  showChanged();
  return node;
}

/** "Factor 3 is mostly rock (82 %): “Grunge” and “90s” against “Rap hits”." */
export function factorWords(
  model: PageModel,
  factor: number,
  shares: Float64Array,
  playlists: readonly Loading[],
): string {
  const { genreNames } = model.catalogue;
  const named = Array.from(shares.slice(0, genreNames.length), (share, genre) => ({ share, genre }))
    .sort((a, b) => b.share - a.share);
  const about = named.length === 0 || !(named[0].share > 0)
    ? ""
    : named[0].share >= 0.5
    ? ` is mostly ${genreNames[named[0].genre]} (${percent(named[0].share)})`
    : ` mixes ${
      named.slice(0, 3).filter(({ share }) => share >= 0.1)
        .map(({ genre, share }) => `${genreNames[genre]} (${percent(share)})`).join(", ")
    }`;
  const list = (sign: number) =>
    playlists.filter(({ value }) => Math.sign(value) === sign).slice(0, 2)
      .map(({ row }) => `“${playlistName(model, row)}”`).join(" and ");
  // The largest stands first, whatever its sign.
  const leading = Math.sign(playlists[0]?.value ?? 1);
  const ours = list(leading), theirs = list(-leading);
  return `Factor ${factor + 1}${about}: ${ours}${theirs === "" ? "" : `, against ${theirs}`}.`;
}

function loadingTable(
  caption: string,
  what: string,
  loadings: readonly Loading[],
  name: (loading: Loading) => string | Node,
  about: TableColumn<Loading> | null,
): HTMLElement {
  const most = Math.max(...loadings.map(({ value }) => Math.abs(value)), 0);
  return lookupTable(caption, [
    { head: what, cell: name },
    ...about === null ? [] : [about],
    { head: "Loading", isNumber: true, cell: ({ value }) => fixed(value, 3) },
    {
      head: "Size",
      cell: ({ value }) => {
        const bar = element("span", {
          class: value < 0 ? "loading-bar is-against" : "loading-bar",
        });
        bar.style.setProperty("--share", String(most > 0 ? Math.abs(value) / most : 0));
        return bar;
      },
    },
  ], loadings);
}

function playlistsOf({ catalogue: { songPlaylists: { indptr } } }: PageModel, song: number) {
  return indptr[song + 1] - indptr[song];
}

function genreFigure(
  model: PageModel,
  shares: readonly Float64Array[],
  chosen: () => number,
  choose: (factor: number) => void,
) {
  const { genreNames } = model.catalogue;
  const counts = genreCounts(model.songGenres, genreNames.length);
  const kept = Array.from(genreNames.keys()).sort((a, b) => counts[b] - counts[a])
    .slice(0, MOST_GENRES).sort((a, b) => a - b);
  if (kept.length === 0) return null;
  const colors = genreColors(model.songGenres, genreNames.length);
  const cells = shares.flatMap((share, factor) =>
    kept.map((genre) => ({
      factor: factor + 1,
      genre: genreNames[genre],
      share: share[genre],
      color: `var(${genreVariable(colors[genre])})`,
      words: `factor ${factor + 1}: ${percent(share[genre])} ${genreNames[genre]}`,
    }))
  );
  const single = shares.filter((share) => Math.max(...kept.map((genre) => share[genre])) >= 0.5);
  const draw = (width: number) => {
    const plot = Plot.plot({
      width,
      height: kept.length * 26 + 46,
      marginLeft: 84,
      marginRight: 8,
      marginTop: 4,
      marginBottom: 38,
      ariaLabel: worded("Genres by factor"),
      x: {
        domain: shares.map((_, factor) => factor + 1),
        label: "factor →",
        ticks: shares.map((_, f) => f + 1).filter((f) => f === 1 || f % 10 === 0),
        paddingInner: shares.length > 80 ? 0 : 0.08,
      },
      y: { domain: kept.map((genre) => genreNames[genre]), label: null, tickSize: 0 },
      marks: [
        Plot.cell(cells, {
          x: "factor",
          y: "genre",
          fill: "color",
          fillOpacity: (d: { share: number }) => Math.sqrt(d.share),
        }),
        Plot.cell(kept.map((genre) => ({ factor: chosen() + 1, genre: genreNames[genre] })), {
          x: "factor",
          y: "genre",
          fill: "none",
          stroke: INK,
          strokeWidth: 1.5,
        }),
        Plot.tip(cells, Plot.pointer({ x: "factor", y: "genre", title: "words" })),
      ],
      color: { type: "identity" },
    });
    plot.addEventListener("click", () => {
      const value = plot.value as { factor: number } | null;
      if (value) choose(value.factor - 1);
    });
    const picture = pictureOf(
      plot,
      shares.map((share, factor) => {
        const best = kept.reduce((a, b) => share[b] > share[a] ? b : a);
        return `${factor + 1}: ${percent(share[best])} ${genreNames[best]}`;
      }).join(", "),
    );
    return withData(picture, cells, ["factor", "genre", "share"]);
  };
  const figure = plotFigure({
    id: "genres-by-factor",
    title: worded`${single.length} of ${count(shares.length, "factor")} ${
      single.length === 1 ? "is" : "are"
    } mostly about one genre`,
    caption: [
      worded(
        "Each column is a factor, each row a genre; the deeper the colour, the larger the share of " +
          "the factor's playlists that are of the genre (Σv²; a full colour is all of it). " +
          "Choose a factor by a click, or below.",
      ),
    ],
    panels: [{ name: "", draw }],
  });
  let drawn = chosen();
  return {
    node: figure.node,
    update() {
      if (chosen() === drawn) return;
      drawn = chosen();
      figure.update({ panels: [{ name: "", draw }] });
    },
  };
}
