/**
 * Names of artists, songs, albums and playlists that exist nowhere else: artists from invented
 * syllables, titles from words that are seldom sung about together.
 */
import type { Chance } from "./chance.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

// Clusters that common names and words do without, so that a coinage hardly ever is one.
const ONSETS = words("B Br D Dw F Fl G Gw H J K Kv L M N P Pr Q R S Sk T V Vl W Y Z Zw Th Sn");
const VOWELS = words("a e i o u a e i o u ia ou");
const MIDDLES = words("lv dr gn lk zm ln mv nd rv stl tv vr lz rm sk rn mb nk dl kv");
const ENDINGS = words("a o i en an el is or ek ith ova ax ett os ul ay");

/** An invented word of two syllables or three, capitalised. */
function coinedWord(chance: Chance): string {
  const middle = chance.pick(VOWELS) + chance.pick(MIDDLES);
  const second = chance.happens(0.15) ? chance.pick(VOWELS)[0] + chance.pick(MIDDLES)[0] : "";
  return chance.pick(ONSETS) + middle + second + chance.pick(ENDINGS);
}

const TRADES = words("Ferry Tram Kiln Loom Depot Bakery Granary Bureau");
const LATIN_SURNAMES = words(`
  Zuleta Quirán Ibarzo Tabón Belmúz Corral Nevária Peñoz Arévo Solquín Yáguez`);

/** Artists whose names a plain-ASCII or Latin-only reader would break; four a genre at most. */
const UNUSUAL_ARTISTS: Record<string, readonly string[]> = {
  edm: ["Kælvø", "ミズタマ灯台", "Żuraw Nocny", "D'Arvek"],
  latin: ["Ñandúva", "Trío Cañaveral Gris", "Maré d'Além"],
  pop: ["종이등대", "Élodine Vœu", "Sørine Ask", "Ακτή Νο 9"],
  "r&b": ["O'Melis", "Zoë Qualm", "Brânză & Co."],
  rap: ["Kid Ümlaut", "Лекало", "MC Ça Roule", 'Tone "Ledger" Abrask'],
  rock: ["Die Teelöffel", "Пятый Трамвай", "Motte, Motte & Söhne", "The 41's"],
};

/** An artist's name in the manner of a genre; not necessarily unique. */
export function artistName(chance: Chance, genre: string): string {
  if (chance.happens(0.05)) return chance.pick(UNUSUAL_ARTISTS[genre]);
  const word = coinedWord(chance);
  const kind = chance.uniform();
  switch (genre) {
    case "latin":
      if (kind < 0.12) return `Los ${word}s`;
      if (kind < 0.4) return `${word} ${chance.pick(LATIN_SURNAMES)}`;
      break;
    case "rock":
      if (kind < 0.25) return `The ${word}s`;
      if (kind < 0.45) return `${word} ${chance.pick(TRADES)}`;
      break;
    case "edm":
      if (kind < 0.2) return `DJ ${word}`;
      break;
    case "rap":
      if (kind < 0.25) return `${chance.pick(["MC", "Kid"])} ${word}`;
      break;
  }
  if (kind < 0.85) return word;
  return `${word}${kind < 0.97 ? " " : " & "}${coinedWord(chance)}`;
}

const QUALITIES = words(`
  Tin Wool Chalk Amber Salt Cedar Linen Rust Damp Slate Plum Brass Clay Foggy Mossy Waxy Opal
  Birch Felt Hazel Ivory Lemon Mica Nickel Olive Pewter Ruby Sepia Tidal Umber Woven Zinc Coral
  Dusty Eleven Gilded`);
const THINGS = words(`
  Ledger Ferry Kettle Orchard Tram Gutter Pylon Thimble Awning Cellar Dynamo Funnel Gable Hinge
  Inkwell Jetty Kiosk Ladder Needle Oar Pantry Quarry Rudder Sextant Teapot Viaduct Wicket Zipper
  Almanac Bobbin Drawer Loom Spool Trowel Anvil Bollard`);
const ACTIONS = words("Mend Carry Borrow Fold Polish Unpack Measure Forget Paint Rewind");
const CLAUSES = ["Don't Wake", "Where's My", "Half a", "I Miss", "To the"];

const LATIN_NOUNS = words(`
  Ceniza Reloj Farol Tejado Marea Cántaro Balcón Molino Añil Pañuelo Semáforo Colchón Azotea Jardín
  Peldaño Cajón Tranvía Almíbar Cristal Níspero`);
const LATIN_QUALITIES = [
  "de Sal",
  "de Yeso",
  "Azulado",
  "sin Dueño",
  "de Abril",
  "y Canela",
  "de Papel",
  "Mojado",
  "al Revés",
  "de Añil",
  "Torcido",
  "del Muelle",
];

/** Titles that test quoting, accents and scripts; each stands a few times at most. */
const UNUSUAL_TITLES: Record<string, readonly string[]> = {
  edm: ["3:47 (Interlude)", "Übergrün", "硝子の踏切", "-14 °C", "A=Ledger"],
  latin: ["¿Dónde Está el Níspero?", "Corazón, Cajón, Cartón", "São Pardal", "Ñ"],
  pop: ["Left, Right, Lantern", "파란 우체통", "Déjà Lu", "Мятный лёд", "100% Wool"],
  "r&b": ['"Thimble"', "Honey, It's the Kettle", "'Til the Oar Breaks", "Naïve Pt. 2"],
  rap: ["No. 9, No. 10", "Чернильница", "6'2\" Doorframe", "Ledger Freestyle, Pt. 1"],
  rock: ['The "Viaduct" Song', "Öl, Kreide, Regen", "Χάλκινο Ρολόι", "Rock, Paper, Zipper"],
};

/** A song's title in the manner of a genre; not necessarily unique. */
export function songTitle(chance: Chance, genre: string): string {
  if (chance.happens(0.02)) return chance.pick(UNUSUAL_TITLES[genre]);
  if (genre === "latin" && chance.happens(0.75)) {
    return `${chance.pick(LATIN_NOUNS)} ${chance.pick(LATIN_QUALITIES)}`;
  }
  const kind = chance.uniform();
  if (kind < 0.4) return coinedWord(chance);
  if (kind < 0.78) return `${chance.pick(QUALITIES)} ${chance.pick(THINGS)}`;
  if (kind < 0.9) return `${chance.pick(ACTIONS)} ${chance.pick(THINGS)}`;
  return `${chance.pick(CLAUSES)} ${chance.pick(THINGS)}`;
}

/** An album's name: short, so that the file stays small. */
export function albumName(chance: Chance): string {
  const kind = chance.uniform();
  if (kind < 0.6) return coinedWord(chance);
  if (kind < 0.72) return `${chance.pick(THINGS)} ${chance.pick(["II", "EP"])}`;
  return `Tape ${1 + chance.below(9)}`;
}

const OCCASIONS = words(`
  Kitchen Roof Tram Sunday Rain Gym Study Night Beach Porch Attic Winter August Garden Bath Train
  Cellar Dawn`);
const MANNERS = words("Mix FM Club Hour Days Gold Now Wave Loop Set");

/** A playlist's name: an occasion with the subgenre or with a manner of speaking. */
export function playlistName(chance: Chance, subgenre: string): string {
  const kind = chance.uniform();
  const label = subgenre[0].toUpperCase() + subgenre.slice(1);
  const occasion = chance.pick(OCCASIONS);
  if (kind < 0.03) return `${label}, ${occasion}`;
  if (kind < 0.06) return `${occasion.toUpperCase()} ☕`;
  if (kind < 0.55) return `${label} ${chance.pick(MANNERS)}`;
  return `${occasion} ${chance.pick(MANNERS)}`;
}
