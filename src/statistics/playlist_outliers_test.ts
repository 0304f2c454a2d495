/** Which songs fit a playlist least, by a playlist written out. */
import assert from "node:assert/strict";
import { fitScale, songFits } from "./playlist_outliers.ts";

const feature = (name: string, ...values: number[]) => ({
  name,
  values: Float64Array.from(values),
});

Deno.test("songFits() puts the song first that lies furthest from the others, with the feature that tells", () => {
  const features = [
    feature("energy", 0.5, 0.52, 0.48, 0.51, 0.95, 0.1),
    feature("valence", 0.3, 0.5, 0.4, 0.6, 0.45, 0.9),
    feature("key", 0, 1, 2, 3, 4, 11),
  ];
  const scale = fitScale(features);
  assert.deepEqual(scale.features, [0, 1]);
  const [worst, ...others] = songFits(features, scale, [0, 1, 2, 3, 4]);
  assert.equal(worst.song, 4);
  assert.equal(worst.reasons[0].feature, 0);
  assert.ok(worst.reasons[0].score > 3.5);
  assert.ok(others.every(({ distance }) => distance < worst.distance));
});

Deno.test("songFits() passes over missing values, and puts songs without any last", () => {
  const features = [feature("energy", 0.5, NaN, 0.6, 0.7)];
  const fits = songFits(features, fitScale(features), [0, 1, 2, 3]);
  assert.equal(fits.at(-1)?.song, 1);
  assert.ok(Number.isNaN(fits.at(-1)?.distance));
  assert.ok(songFits([], fitScale([]), [2, 3]).every(({ distance }) => Number.isNaN(distance)));
});
