import assert from "node:assert/strict";
import { fileName } from "./save_file.ts";

Deno.test("fileName() makes words of any script a name that every system takes", () => {
  assert.equal(
    fileName("Songs like “Don't Stop” / Queen", "csv"),
    "songs-like-dont-stop-queen.csv",
  );
  assert.equal(fileName("周杰倫 – 晴天", "m3u8"), "周杰倫-晴天.m3u8");
  assert.equal(fileName("../../etc/passwd", "json"), "etc-passwd.json");
});

Deno.test("fileName() is never empty and never long", () => {
  assert.equal(fileName("…", "svg"), "segue.svg");
  assert.equal(fileName("a".repeat(500), "png").length, 84);
});
