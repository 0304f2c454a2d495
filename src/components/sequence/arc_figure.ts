/** The course of an order: energy by place beside its target, in the colour of the keys; tempo below. */
import * as Plot from "npm:@observablehq/plot";
import { camelotLabel, type MixColumns } from "../../recommender/harmony.ts";
import { element, setText } from "../dom.ts";
import { withFigureMenu } from "../export/figure_menu.ts";
import { fixed, formatFeature } from "../feature_format.ts";
import { artistName, type PageModel, songTitle, songWords } from "../model.ts";
import { worded } from "../nouns.ts";
import { onePicture } from "../one_picture.ts";
import type { Ordering } from "./ordering.ts";
import { withData } from "../export/figure_data.ts";

export interface ArcFigure {
  readonly node: HTMLElement;
  update(ordering: Ordering, title: string): void;
}

const ENERGY_HEIGHT = 210, TEMPO_HEIGHT = 120;

/** The colour of a key: neighbours on the wheel have neighbouring hues; CSS, for both themes. */
export function keyColor(code: number): string {
  return code < 0 ? "var(--theme-foreground-muted)" : `var(--key-${code % 12 + 1})`;
}

export function arcFigure(model: PageModel, columns: MixColumns): ArcFigure {
  const title = element("h2", {});
  const room = element("div", { class: "plots" });
  const { energies, tempos, keys } = columns;
  room.style.minHeight = `${(energies ? ENERGY_HEIGHT : 0) + (tempos ? TEMPO_HEIGHT : 0)}px`;
  const caption = element("figcaption", {});
  const node = withFigureMenu(
    element("figure", { class: "arc-figure" }, title, room, caption),
    () => `${title.textContent}`,
  );
  node.hidden = energies === null && tempos === null;
  let ordering: Ordering | undefined;

  function draw(): void {
    if (ordering === undefined || !room.isConnected || room.clientWidth === 0) return;
    const { songs, targets } = ordering;
    const width = room.clientWidth;
    const rows = Array.from(songs, (song, i) => ({
      place: i + 1,
      energy: energies?.[song] ?? NaN,
      tempo: tempos?.[song] ?? NaN,
      title: songTitle(model, song),
      artist: artistName(model, song),
      key: keys ? camelotLabel(keys[song]) : "",
      target: targets?.[i] ?? NaN,
      color: keyColor(keys === null ? -1 : keys[song]),
      words: [
        `${i + 1}. ${songWords(model, song)}`,
        energies ? `energy ${formatFeature("energy", energies[song])}` : "",
        tempos ? formatFeature("tempo", tempos[song]) : "",
        keys ? camelotLabel(keys[song]) : "",
      ].filter((text) => text !== "").join(" · "),
    }));
    const shared = {
      width,
      marginLeft: 44,
      marginRight: 12,
      x: { domain: [0.5, songs.length + 0.5], label: null, ticks: placeTicks(songs.length) },
    };
    const radius = songs.length > 80 ? 3 : 4.5;
    const plots: Element[] = [];
    if (energies) {
      plots.push(Plot.plot({
        ...shared,
        height: ENERGY_HEIGHT,
        marginTop: 22,
        marginBottom: tempos ? 8 : 28,
        ariaLabel: "Energy by place",
        ariaDescription: rows.map(({ words }) => words).join(". "),
        x: { ...shared.x, ...(tempos ? { axis: null } : {}) },
        y: { label: "Energy", grid: true, ticks: 4, nice: true },
        marks: [
          targets
            ? Plot.line(targets, {
              x: (_, i) => i + 1,
              y: Plot.identity,
              curve: "monotone-x",
              stroke: "var(--theme-foreground-focus)",
              strokeWidth: 8,
              strokeOpacity: 0.18,
              strokeLinecap: "round",
            })
            : null,
          Plot.line(rows, {
            x: "place",
            y: "energy",
            stroke: "var(--theme-foreground-faint)",
            strokeWidth: 1,
          }),
          Plot.dot(rows, { x: "place", y: "energy", r: radius, fill: "color", title: "words" }),
        ],
      }));
    }
    if (tempos) {
      plots.push(Plot.plot({
        ...shared,
        height: TEMPO_HEIGHT,
        marginTop: 22,
        marginBottom: 28,
        ariaLabel: "Tempo by place",
        ariaDescription: rows.map(({ place, tempo }) => `${place}. ${fixed(tempo, 0)} BPM`)
          .join(". "),
        x: shared.x,
        y: { label: "Tempo, BPM", grid: true, ticks: 3, nice: true, zero: false },
        marks: [
          Plot.line(rows, {
            x: "place",
            y: "tempo",
            stroke: "var(--theme-foreground-faint)",
            strokeWidth: 1,
          }),
          Plot.dot(rows, { x: "place", y: "tempo", r: radius, fill: "color", title: "words" }),
        ],
      }));
    }
    for (const plot of plots) onePicture(plot);
    room.replaceChildren(...plots);
    withData(room, rows, {
      place: "place",
      title: "track_name",
      artist: "track_artist",
      ...(keys ? { key: "key" } : {}),
      ...(tempos ? { tempo: "tempo" } : {}),
      ...(energies ? { energy: "energy" } : {}),
      ...(targets ? { target: "target_energy" } : {}),
    });
  }

  new ResizeObserver(draw).observe(room);
  let waiting = 0;
  return {
    node,
    update(next, words) {
      ordering = next;
      title.textContent = words;
      setText(caption, captionOf(columns, next.targets !== null));
      // The songs are seen in their order before its course is drawn.
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => setTimeout(draw));
    },
  };
}

function captionOf({ keys }: MixColumns, hasArc: boolean): string {
  return [
    worded("Songs from the first to the last."),
    hasArc ? "The broad line is the arc that they shall follow." : "",
    keys ? "The colour is the key: neighbours on the wheel of fifths have neighbouring hues." : "",
  ].filter((text) => text !== "").join(" ");
}

function placeTicks(count: number): number[] {
  const every = count <= 12 ? 1 : count <= 60 ? 5 : 20;
  return Array.from({ length: count }, (_, i) => i + 1)
    .filter((place) => place === 1 || place % every === 0);
}
