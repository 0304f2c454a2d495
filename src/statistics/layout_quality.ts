/** How far a flat map of the songs can be trusted: measured by loaders/trustworthiness.ts, shown on the map. */

/** What a layout keeps of the neighbourhoods; part of the map's manifest. */
export interface LayoutQuality {
  /** Neighbours of a song that were compared. */
  readonly k: number;
  /** Songs for which that was done, each against all others. */
  readonly sample: number;
  /** Trustworthiness (Venna and Kaski 2001): 1 where no false neighbour is drawn, 0.5 by chance. */
  readonly trustworthiness: number;
  /** Its standard error from the sample; 0 where the sample is all songs. */
  readonly trustworthiness_error: number;
  /** Mean share of the k songs nearest in the picture that are among the k nearest in truth. */
  readonly hit_rate: number;
  readonly hit_rate_error: number;
}
