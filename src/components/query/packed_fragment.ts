/**
 * Long fragments in fewer characters. Ids of songs and playlists, which make queries long, become
 * 7 bytes of their hash each, and what is written with percent signs becomes UTF-8; all of it stands
 * as base64url in one parameter, `packed`. A fragment of 1,000 picks shrinks from 23,000 characters
 * to 9,400.
 *
 * A hash stays true when a data set is built anew, as ids do and rows do not; it is turned back into
 * an id by the model at hand. Of a million ids two share a hash with a probability of 6 · 10⁻⁵, and then
 * the fragment is left as it is, for whatever is packed is unpacked for a trial.
 */

/** The parameter that holds a packed fragment. */
export const PACKED = "packed";

/** From so many characters on a fragment is packed; mail and chat programs break longer addresses. */
export const LONGEST_PLAIN = 1500;

const VERSION = 1;
const HASH_BYTES = 7;
/** Stands for an id in the text, then for a list of so many; encoded texts hold no such character. */
const PLACE = "\u0001";
// deno-lint-ignore no-control-regex
const PLACES = /\u0001(?:,\u0001)*/g, LIST = /\u0001(\d+);/g;

let sources: readonly (readonly string[])[] = [];
/** Encoded ids by their hash; "" for a hash of two ids. */
let known: ReadonlyMap<number, string> | undefined;

/** Tells which ids there are: those of the model that a page shows. Cheap until one is needed. */
export function knowIds(...ids: readonly (readonly string[])[]): void {
  sources = ids;
  known = undefined;
  last = { text: "", packed: "" };
}

/** The last fragment and its packed form: an address is asked for several times a change. */
let last = { text: "", packed: "" };

/** The text of a fragment, packed where it is long and that shortens it. */
export function packFragment(text: string): string {
  if (text.length <= LONGEST_PLAIN || text.includes(PLACE)) return text;
  if (last.text !== text) last = { text, packed: packed(text) };
  return last.packed;
}

function packed(text: string): string {
  const ids = knownIds();
  const hashes: number[] = [];
  // Values are lists of encoded texts, some of them with a number after a colon.
  const short = text.replace(/[^&=,:]+/g, (part) => {
    const hash = hashText(part);
    if (ids.get(hash) !== part) return part;
    hashes.push(hash);
    return PLACE;
  }).replace(PLACES, (list) => `${PLACE}${(list.length + 1) / 2};`);
  const bytes = new TextEncoder().encode(withoutPercents(short));
  const out = new Uint8Array(1 + 4 + hashes.length * HASH_BYTES + bytes.length);
  out[0] = VERSION;
  new DataView(out.buffer).setUint32(1, hashes.length);
  hashes.forEach((hash, i) => writeHash(out, 5 + i * HASH_BYTES, hash));
  out.set(bytes, 5 + hashes.length * HASH_BYTES);
  const value = toBase64(out);
  const isShorter = PACKED.length + 1 + value.length < text.length;
  return isShorter && unpackFragment(value) === text ? `${PACKED}=${value}` : text;
}

/**
 * The text of a packed fragment; null where it is broken.
 * @returns undefined where it names ids that no model is at hand for
 */
export function unpackFragment(packed: string): string | null | undefined {
  const bytes = fromBase64(packed);
  if (bytes === null || bytes.length < 5 || bytes[0] !== VERSION) return null;
  const size = new DataView(bytes.buffer).getUint32(1);
  const start = 5 + size * HASH_BYTES;
  if (start > bytes.length) return null;
  if (size > 0 && sources.length === 0) return undefined;
  let text: string;
  try {
    text = withPercents(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start)));
  } catch {
    return null;
  }
  const lengths = Array.from(text.matchAll(LIST), ([, length]) => Number(length));
  if (lengths.reduce((sum, length) => sum + length, 0) !== size) return null;
  const ids = knownIds();
  let at = 5;
  const next = () => {
    const hash = readHash(bytes, at);
    at += HASH_BYTES;
    // An id that this data set does not have is missed by its hash, as others are by their name.
    return ids.get(hash) || `unknown-${hash.toString(16).padStart(14, "0")}`;
  };
  return text.replace(LIST, (_, length) => Array.from({ length: Number(length) }, next).join(","));
}

function knownIds(): ReadonlyMap<number, string> {
  if (known) return known;
  const ids = new Map<number, string>();
  for (const source of sources) {
    for (const id of source) {
      const isPlain = /^[\w-]+$/.test(id);
      const encoded = isPlain ? id : encodeURIComponent(id);
      // Short ids stand as they are.
      if (encoded.length <= HASH_BYTES + 2) continue;
      const hash = hashText(encoded);
      ids.set(hash, ids.has(hash) && ids.get(hash) !== encoded ? "" : encoded);
    }
  }
  return known = ids;
}

/** 53 bits of a hash of two words (cyrb53 by bryc, public domain). */
function hashText(text: string): number {
  let a = 0xdeadbeef, b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  const x = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  const y = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (x >>> 11) * 2 ** 32 + (y >>> 0);
}

function writeHash(bytes: Uint8Array, at: number, hash: number): void {
  for (let i = HASH_BYTES - 1; i >= 0; i--) {
    bytes[at + i] = hash % 256;
    hash = Math.floor(hash / 256);
  }
}

function readHash(bytes: Uint8Array, at: number): number {
  let hash = 0;
  for (let i = 0; i < HASH_BYTES; i++) hash = hash * 256 + bytes[at + i];
  return hash;
}

/** Percent signs that stand for characters beyond ASCII, taken away; what is not UTF-8 stays. */
function withoutPercents(text: string): string {
  return text.replace(/(?:%[89A-F][0-9A-F])+/g, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

function withPercents(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[^\x00-\x7f]+/g, encodeURIComponent);
}

function toBase64(bytes: Uint8Array): string {
  let characters = "";
  // Not all at once: a call has room for so many arguments only.
  for (let i = 0; i < bytes.length; i += 8192) {
    characters += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]+$/.test(text)) return null;
  try {
    return Uint8Array.from(
      atob(text.replaceAll("-", "+").replaceAll("_", "/")),
      (character) => character.charCodeAt(0),
    );
  } catch {
    return null;
  }
}
