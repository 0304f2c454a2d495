import { tableFromArrays, tableToIPC } from "apache-arrow";

const table = tableFromArrays({ x: Int32Array.of(1, 2, 2), y: Float64Array.of(1.5, 2.5, 3.5) });
await Deno.stdout.write(tableToIPC(table));
