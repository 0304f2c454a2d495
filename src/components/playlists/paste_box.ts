/** Where a playlist is pasted, dropped or chosen as a file; what it says stays in the browser. */
import { element, setText } from "../dom.ts";
import { worded } from "../nouns.ts";
import { PlaylistError } from "./pasted_line.ts";
import { textOfFile } from "./pasted_playlist.ts";

export interface PasteBox {
  readonly node: HTMLElement;
  /** Shows one sentence: what is wrong, or what is being done; "" for none. */
  say(message: string, isError: boolean): void;
}

/** @param read called with the text of a playlist; may throw `PlaylistError` */
export function pasteBox(read: (text: string, name: string) => void): PasteBox {
  const area = element("textarea", {
    id: "pasted",
    rows: 5,
    spellcheck: "false",
    placeholder: worded("Artist - Title\nhttps://open.spotify.com/track/…\none song a line"),
  });
  const file = element("input", {
    type: "file",
    id: "playlist-file",
    class: "visually-hidden",
    accept: ".csv,.tsv,.txt,.m3u,.m3u8,text/*",
  });
  const match = element("button", { type: "button", class: "primary" }, worded("Find these songs"));
  const message = element("p", { class: "message", role: "status" });
  const node = element(
    "div",
    { class: "paste-box" },
    element("label", { for: "pasted", class: "heading" }, worded("Your own playlist")),
    element(
      "p",
      { class: "about" },
      worded(
        "Paste it, or drop a file: Exportify’s CSV, any CSV with titles or ids, M3U, links, or " +
          "“artist - title” a line. It stays in this browser.",
      ),
    ),
    area,
    element(
      "div",
      { class: "buttons" },
      match,
      element("label", { for: "playlist-file", class: "file-button" }, "Choose a file"),
      file,
    ),
    message,
  );

  function say(text: string, isError: boolean): void {
    setText(message, text);
    message.classList.toggle("is-error", isError);
  }

  function attempt(text: string, name: string): void {
    say("", false);
    try {
      read(text, name);
    } catch (error) {
      if (!(error instanceof PlaylistError)) throw error;
      say(error.message, true);
    }
  }

  async function readFile(chosen: File | undefined): Promise<void> {
    if (chosen === undefined) return;
    try {
      const text = textOfFile(new Uint8Array(await chosen.arrayBuffer()));
      area.value = text.length > 200_000 ? "" : text;
      attempt(text, chosen.name);
    } catch (error) {
      if (!(error instanceof PlaylistError)) throw error;
      say(error.message, true);
    }
  }

  match.addEventListener("click", () => attempt(area.value, "pasted"));
  file.addEventListener("change", () => {
    readFile(file.files?.[0]);
    file.value = "";
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) attempt(area.value, "pasted");
  });
  node.addEventListener("dragover", (event) => {
    event.preventDefault();
    node.classList.add("is-over");
  });
  node.addEventListener("dragleave", () => node.classList.remove("is-over"));
  node.addEventListener("drop", (event) => {
    event.preventDefault();
    node.classList.remove("is-over");
    const [dropped] = event.dataTransfer?.files ?? [];
    const text = event.dataTransfer?.getData("text/plain") ?? "";
    if (dropped) readFile(dropped);
    else if (text !== "") {
      area.value = text;
      attempt(text, "pasted");
    }
  });
  return { node, say };
}
