import assert from "node:assert/strict";
import { count, featureLabel, fixed, formatFeature, percentTick } from "./feature_format.ts";

Deno.test("formatFeature() writes values in the unit and precision that people use", () => {
  assert.equal(formatFeature("duration_ms", 185_400), "3:05");
  assert.equal(formatFeature("duration_ms", 59_600), "1:00");
  assert.equal(formatFeature("tempo", 120.4), "120 BPM");
  assert.equal(formatFeature("loudness", -7.24), "−7.2 dB");
  assert.equal(formatFeature("key", 1), "C♯");
  assert.equal(formatFeature("mode", 1), "major");
  assert.equal(formatFeature("mode", 0.4), "40\u00a0% major");
  assert.equal(formatFeature("energy", 0.876), "0.88");
  assert.equal(formatFeature("acousticness", 0.00146), "0.001");
  assert.equal(formatFeature("acousticness", 0.000016), "<\u00a00.0001");
  assert.equal(formatFeature("gain", -0.000016), ">\u00a0−0.0001");
  assert.equal(formatFeature("acousticness", 0), "0.00");
  assert.equal(formatFeature("plays", 1234.5), "1235");
  assert.equal(formatFeature("constructor", 0.5), "0.50");
  assert.equal(formatFeature("energy", NaN), "unknown");
});

Deno.test("percentTick() writes an axis in whole per cent, whichever tick it is", () => {
  const ticks = [0, 0.25, 1].map(percentTick);
  assert.deepEqual(ticks, ["0\u00a0%", "25\u00a0%", "100\u00a0%"]);
});

Deno.test("fixed() has a true minus sign, and none before 0", () => {
  assert.deepEqual([fixed(-0.25, 1), fixed(-0.001, 2), fixed(2, 0)], ["−0.3", "0.00", "2"]);
});

Deno.test("featureLabel() and count() write names and sizes as people read them", () => {
  assert.equal(featureLabel("duration_ms"), "duration");
  assert.equal(featureLabel("time_signature"), "time signature");
  assert.deepEqual([count(1, "song"), count(28356, "song")], ["1 song", "28,356 songs"]);
  assert.equal(count(2, "match", "matches"), "2 matches");
});
