import assert from "node:assert/strict";
import { randomNumbers } from "../../recommender/random.ts";
import { slips } from "./name_forms.ts";
import { isOneOff, OneSlipIndex } from "./one_slip_index.ts";

Deno.test("isOneOff() holds for one letter less, more, another, or two exchanged, and for nothing else", () => {
  for (const typed of ["bilie", "billlie", "bollie", "ibllie", "billi", "xbillie"]) {
    assert.equal(isOneOff(typed, "billie"), true, typed);
    assert.equal(isOneOff("billie", typed), true, typed);
  }
  for (const typed of ["billie", "bill", "bolie", "eillib", "billiees", ""]) {
    assert.equal(isOneOff(typed, "billie"), false, typed);
  }
});

Deno.test("near() finds what a look at every text finds, whatever the letters are", () => {
  const random = randomNumbers(5);
  const letters = ["ab", "abcdefgh", "aé晴天"];
  for (const alphabet of letters) {
    const text = () =>
      Array.from(
        { length: Math.floor(7 * random()) },
        () => alphabet[Math.floor(alphabet.length * random())],
      ).join("");
    const texts = [...new Set(Array.from({ length: 300 }, text))];
    const index = new OneSlipIndex(texts);
    for (let n = 0; n < 100; n++) {
      const asked = text();
      const expected = texts.flatMap((other, i) => slips(asked, other) <= 1 ? [i] : []);
      assert.deepEqual(index.near(asked), expected, asked);
    }
  }
});

Deno.test("near() finds nothing among no texts", () => {
  assert.deepEqual(new OneSlipIndex([]).near("a"), []);
});
