/** What the Sequence page keeps in the address besides the query. */
import {
  type Arc,
  ARCS,
  DEFAULT_SEQUENCE_WEIGHTS,
  type SequenceWeights,
} from "../../recommender/sequence_costs.ts";
import type { HistoryStep, QueryAddress } from "../query/query_address.ts";

/** What is put in order: the recommendations, the picks themselves, or a playlist by its id. */
export type Source = "list" | "picks" | { readonly playlist: string };

/** A song at a fixed place. */
export interface Pin {
  readonly id: string;
  /** From 1. */
  readonly place: number;
}

export interface SequenceChoices {
  readonly source: Source;
  readonly arc: Arc;
  readonly weights: SequenceWeights;
  /** In the order in which they were set. */
  readonly pins: readonly Pin[];
}

export const HEAVIEST = 2;

const WEIGHTS = Object.keys(DEFAULT_SEQUENCE_WEIGHTS) as (keyof SequenceWeights)[];
const PLAYLIST = "playlist:";

/** Reads `order`, `arc`, `mix` and `pins`; what cannot be read is passed over. */
export function readChoices(address: Pick<QueryAddress, "get">, arcAtStart: Arc): SequenceChoices {
  const order = address.get("order") ?? "list";
  const arc = address.get("arc");
  const weights = new Map(
    pairs(address.get("mix")).filter(([, value]) => value >= 0 && value <= HEAVIEST),
  );
  return {
    source: order.startsWith(PLAYLIST)
      ? { playlist: order.slice(PLAYLIST.length) }
      : order === "picks"
      ? "picks"
      : "list",
    arc: ARCS.find((known) => known === arc) ?? arcAtStart,
    weights: {
      ...DEFAULT_SEQUENCE_WEIGHTS,
      ...Object.fromEntries(
        WEIGHTS.flatMap((name) => weights.has(name) ? [[name, weights.get(name)!]] : []),
      ),
    },
    pins: pairs(address.get("pins"))
      .filter(([, place]) => Number.isInteger(place) && place >= 1)
      .reduce<Pin[]>((pins, [id, place]) => withPin(pins, { id, place }), []),
  };
}

export function writeSource(address: QueryAddress, source: Source): void {
  const text = typeof source === "object" ? PLAYLIST + source.playlist : source;
  address.set("order", text === "list" ? null : text);
}

export function writeArc(address: QueryAddress, arc: Arc, arcAtStart: Arc): void {
  address.set("arc", arc === arcAtStart ? null : arc);
}

export function writeWeights(
  address: QueryAddress,
  weights: SequenceWeights,
  step: HistoryStep,
): void {
  const changed = WEIGHTS.filter((name) => weights[name] !== DEFAULT_SEQUENCE_WEIGHTS[name]);
  const text = changed.map((name) => `${name}:${weights[name]}`).join(",");
  address.set("mix", text === "" ? null : text, step);
}

export function writePins(address: QueryAddress, pins: readonly Pin[]): void {
  const text = pins.map(({ id, place }) => `${id}:${place}`).join(",");
  address.set("pins", text === "" ? null : text);
}

/** The pins with one more: a song has one place, and a place one song. */
export function withPin(pins: readonly Pin[], pin: Pin): Pin[] {
  return [...pins.filter(({ id, place }) => id !== pin.id && place !== pin.place), pin];
}

/** "a:1,b:2"; an id may hold a colon, not a comma. */
function pairs(text: string | null): [string, number][] {
  return (text ?? "").split(",").flatMap((part): [string, number][] => {
    const at = part.lastIndexOf(":");
    const value = Number(part.slice(at + 1));
    return at > 0 && part.slice(at + 1) !== "" && Number.isFinite(value)
      ? [[part.slice(0, at), value]]
      : [];
  });
}
