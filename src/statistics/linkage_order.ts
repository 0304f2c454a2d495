/**
 * An order in which things that are alike stand next to each other: the leaves of the tree of average
 * linkage (UPGMA, Sokal and Michener 1958), found along chains of nearest neighbours (Murtagh 1983) in
 * time that grows with the square of their number. Where two branches join, each is turned so that
 * the two leaves that come to stand together are the nearest ones (Gruvaeus and Wainer 1972).
 */

/**
 * @param distances size × size, symmetric, at least 0
 * @returns the row of each place, and the height of each join, ascending
 * @throws RangeError when there are not size × size distances
 */
export function linkageOrder(
  distances: ArrayLike<number>,
  size: number,
): { order: Int32Array; heights: Float64Array } {
  if (distances.length !== size * size) {
    throw new RangeError(
      `Cannot put ${size} things in order: ${
        size * size
      } distances are needed, there are ${distances.length}`,
    );
  }
  const between = Float64Array.from(distances);
  /** The leaves of each branch, in order; a join takes the place of one of its two. */
  const leaves: (readonly number[])[] = Array.from({ length: size }, (_, i) => [i]);
  const sizes = new Float64Array(size).fill(1);
  const heights: number[] = [];
  let active = Array.from({ length: size }, (_, i) => i);
  const chain: number[] = [];
  while (active.length > 1) {
    if (chain.length === 0) chain.push(active[0]);
    const end = chain[chain.length - 1], before = chain[chain.length - 2];
    // Of equals the one before, or the chain would never end.
    let nearest = before ?? -1,
      least = before === undefined ? Infinity : between[end * size + before];
    for (const other of active) {
      if (other !== end && between[end * size + other] < least) {
        least = between[end * size + other];
        nearest = other;
      }
    }
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    active = active.filter((branch) => branch !== end);
    const ofEnd = sizes[end], ofNearest = sizes[nearest], both = ofEnd + ofNearest;
    for (const other of active) {
      if (other === nearest) continue;
      between[nearest * size + other] =
        between[other * size + nearest] =
          (ofEnd * between[end * size + other] + ofNearest * between[nearest * size + other]) /
          both;
    }
    sizes[nearest] = both;
    heights.push(least);
    leaves[nearest] = joined(leaves[nearest], leaves[end], distances, size);
  }
  return {
    order: Int32Array.from(active.length > 0 ? leaves[active[0]] : []),
    heights: Float64Array.from(heights).sort(),
  };
}

/** Two rows as one, each the way round that brings the nearest ends together. */
function joined(
  a: readonly number[],
  b: readonly number[],
  distances: ArrayLike<number>,
  size: number,
): readonly number[] {
  const [first, second] = a[0] < b[0] ? [a, b] : [b, a];
  let best: [boolean, boolean] = [false, false], least = Infinity;
  for (const turnsFirst of [false, true]) {
    for (const turnsSecond of [false, true]) {
      const end = turnsFirst ? first[0] : first[first.length - 1];
      const start = turnsSecond ? second[second.length - 1] : second[0];
      const distance = distances[end * size + start];
      if (distance < least) {
        least = distance;
        best = [turnsFirst, turnsSecond];
      }
    }
  }
  return [
    ...(best[0] ? first.toReversed() : first),
    ...(best[1] ? second.toReversed() : second),
  ];
}
