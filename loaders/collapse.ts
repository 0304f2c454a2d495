/** Rows grouped by equal content; groups are numbered in the order of their first rows. */
export interface RowGroups {
  /** Number of groups. */
  count: number;
  /** The group of each row, or -1 for a row of zeros, which belongs to none. */
  groupOf: Int32Array;
  /** Where each group's rows begin in `members`; count + 1 entries. */
  offsets: Int32Array;
  /** Row numbers, ascending within a group. */
  members: Int32Array;
}

/**
 * Groups the rows of a row-major matrix (count × dimensions) that are equal bit for bit, so that
 * work on a row can be done once a group. Rows that hold nothing but +0 are left out. Equality is
 * that of the bits: -0 is not 0 here.
 */
export function collapseRows(
  vectors: Float32Array,
  { count, dimensions }: { count: number; dimensions: number },
): RowGroups {
  const words = new Uint32Array(vectors.buffer, vectors.byteOffset, vectors.length);
  const groupOf = new Int32Array(count);
  const first = new Int32Array(count);
  const sizes = new Int32Array(count);
  const hashes = new Int32Array(count);
  // Open addressing, at most half full; an entry is a group plus one, 0 is empty.
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2 * count, 2))) - 1;
  const table = new Int32Array(mask + 1);
  let groups = 0;
  for (let row = 0; row < count; row++) {
    const hash = hashRow(words, row * dimensions, dimensions);
    if (hash === 0 && isZero(words, row * dimensions, dimensions)) {
      groupOf[row] = -1;
      continue;
    }
    let slot = hash & mask;
    let group = table[slot] - 1;
    while (
      group >= 0 && !(hashes[group] === hash &&
        equalRows(words, first[group] * dimensions, row * dimensions, dimensions))
    ) {
      slot = (slot + 1) & mask;
      group = table[slot] - 1;
    }
    if (group < 0) {
      group = groups++;
      first[group] = row;
      hashes[group] = hash;
      table[slot] = group + 1;
    }
    groupOf[row] = group;
    sizes[group]++;
  }
  return { count: groups, groupOf, ...membersOf(groupOf, sizes, groups) };
}

/** Like collapseRows, but each row that is not zero is a group of its own. */
export function separateRows(
  vectors: Float32Array,
  { count, dimensions }: { count: number; dimensions: number },
): RowGroups {
  const words = new Uint32Array(vectors.buffer, vectors.byteOffset, vectors.length);
  const groupOf = new Int32Array(count);
  const sizes = new Int32Array(count).fill(1);
  let groups = 0;
  for (let row = 0; row < count; row++) {
    groupOf[row] = isZero(words, row * dimensions, dimensions) ? -1 : groups++;
  }
  return { count: groups, groupOf, ...membersOf(groupOf, sizes, groups) };
}

/** Lists each group's rows, ascending, from the rows' groups and the groups' sizes. */
function membersOf(groupOf: Int32Array, sizes: Int32Array, groups: number) {
  const offsets = new Int32Array(groups + 1);
  for (let group = 0; group < groups; group++) offsets[group + 1] = offsets[group] + sizes[group];
  const members = new Int32Array(offsets[groups]);
  const next = offsets.slice(0, groups);
  for (let row = 0; row < groupOf.length; row++) {
    if (groupOf[row] >= 0) members[next[groupOf[row]]++] = row;
  }
  return { offsets, members };
}

/** A 32-bit hash of a row's words (multiply and rotate, as in MurmurHash3); 0 for a row of zeros. */
function hashRow(words: Uint32Array, start: number, length: number): number {
  let hash = 0;
  for (let i = start; i < start + length; i++) {
    let word = Math.imul(words[i], 0xcc9e2d51);
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593);
    hash ^= word;
    hash = Math.imul((hash << 13) | (hash >>> 19), 5);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  return hash ^ (hash >>> 13);
}

function isZero(words: Uint32Array, start: number, length: number): boolean {
  for (let i = start; i < start + length; i++) if (words[i] !== 0) return false;
  return true;
}

function equalRows(words: Uint32Array, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (words[a + i] !== words[b + i]) return false;
  return true;
}
