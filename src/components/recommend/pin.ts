/** The pin: the query of another list, in the address beside the query itself. */
import type { QueryAddress } from "../query/query_address.ts";
import {
  formatFragment,
  parseFragment,
  plainFragment,
  type QueryState,
  readState,
  writeState,
} from "../query/query_state.ts";

const PIN = "pin";

/** A state as a pin holds it: `songs=ID,ID&blend=0.3`. */
export function pinOf(state: QueryState): string {
  const parameters = new Map<string, string>();
  writeState(state, parameters);
  return plainFragment(formatFragment(parameters));
}

/** The text of the pin; null where nothing is pinned. */
export function readPin(address: Pick<QueryAddress, "get">): string | null {
  return address.get(PIN);
}

/** The query that is pinned. */
export function pinnedState(pin: string): QueryState {
  return readState(parseFragment(pin));
}

/** Pins the query at hand, or with null nothing. */
export function setPin(address: QueryAddress, state: QueryState | null): void {
  address.set(PIN, state === null ? null : pinOf(state));
}

/** Makes the pinned query the query and pins what was the query, in one step. */
export function swapPin(address: QueryAddress): void {
  const pin = readPin(address);
  if (pin === null) return;
  const parameters = parseFragment(address.fragment);
  const next = pinOf(address.state);
  writeState(pinnedState(pin), parameters);
  parameters.set(PIN, encodeURIComponent(next));
  address.open(formatFragment(parameters));
}
