import assert from "node:assert/strict";
import { errorLine, noticeScript, serveNotices } from "./notices.ts";

Deno.test("serveNotices() sends a page the present notice, and every later one", async () => {
  const notices = await serveNotices();
  try {
    notices.show("Cannot read songs.csv");
    const response = await fetch(notices.address);
    assert.equal(response.headers.get("content-type"), "text/event-stream");
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    assert.equal((await reader.read()).value, 'data: "Cannot read songs.csv"\n\n');
    notices.show(null);
    assert.equal((await reader.read()).value, "data: null\n\n");
    await reader.cancel();
  } finally {
    await notices.close();
  }
});

Deno.test("errorLine() finds the line that says what is wrong", () => {
  assert.equal(
    errorLine("Data set: a.csv\nerror: Cannot use the settings: topN = 0\n"),
    "Cannot use the settings: topN = 0",
  );
  assert.equal(
    errorLine("\x1b[0m\x1b[1m\x1b[31merror\x1b[0m: Expected ',', got 'topN' at settings.ts:4:3\n"),
    "Expected ',', got 'topN' at settings.ts:4:3",
  );
  assert.equal(
    errorLine(
      "  read   0.10 s\nTypeError: x is not a function\n    at buildModel (model.ts:3:4)\n",
    ),
    "TypeError: x is not a function",
  );
});

Deno.test("noticeScript() shows a notice as text, never as HTML", () => {
  const script = noticeScript("http://127.0.0.1:1/");
  assert.match(script, /textContent = text/);
  assert.doesNotMatch(script, /innerHTML/);
});
