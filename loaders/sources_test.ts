import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { libraryVersions, sourceHashes } from "./sources.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

Deno.test("sourceHashes() follows imports and named files, not types and nothing else", () => {
  const root = mkdtempSync(join(tmpdir(), "segue-sources-"));
  try {
    mkdirSync(join(root, "lib"));
    writeFileSync(
      join(root, "main.ts"),
      'import { a } from "./lib/a.ts";\nimport type { T } from "./types.ts";\n' +
        'export type {\n  U,\n} from "./types.ts";\n' +
        'import x from "apache-arrow";\nconst b = await import("./lib/b.ts");\n' +
        'const wasm = new URL("./lib/kernel.wasm", import.meta.url);\n',
    );
    writeFileSync(join(root, "lib/a.ts"), 'export * from "../main.ts";\n');
    writeFileSync(join(root, "lib/b.ts"), "");
    writeFileSync(join(root, "lib/kernel.wasm"), new Uint8Array([0, 97]));
    writeFileSync(join(root, "types.ts"), "");
    writeFileSync(join(root, "unrelated.ts"), "");
    const before = sourceHashes(join(root, "main.ts"), root);
    assert.deepEqual(Object.keys(before), [
      "lib/a.ts",
      "lib/b.ts",
      "lib/kernel.wasm",
      "main.ts",
    ]);
    writeFileSync(join(root, "unrelated.ts"), "changed");
    assert.deepEqual(sourceHashes(join(root, "main.ts"), root), before);
    writeFileSync(join(root, "lib/kernel.wasm"), new Uint8Array([0, 98]));
    const after = sourceHashes(join(root, "main.ts"), root);
    assert.notEqual(after["lib/kernel.wasm"], before["lib/kernel.wasm"]);
  } finally {
    rmSync(root, { recursive: true });
  }
});

Deno.test("the model depends on the kernel and the scalers, not on tests, pages or settings that it does not use", () => {
  const names = Object.keys(sourceHashes(join(ROOT, "loaders/model.ts"), ROOT));
  for (
    const name of [
      "loaders/svd.ts",
      "loaders/kernel/top_n.wasm",
      "src/recommender/scaling.ts",
    ]
  ) assert.ok(names.includes(name), name);
  assert.deepEqual(
    names.filter((name) => /_test\.ts$|^src\/components|\.md$|\/settings\.ts$/.test(name)),
    [],
  );
});

Deno.test("libraryVersions() reads the installed versions", () => {
  const versions = libraryVersions(ROOT, ["apache-arrow", "ml-matrix"]);
  assert.match(versions["apache-arrow"], /^\d+\.\d+\.\d+/);
  assert.deepEqual(Object.keys(versions), ["apache-arrow", "ml-matrix"]);
});
