/** How something leaves the page: as a file, or to the clipboard. Nothing goes to another host. */
import { element } from "../dom.ts";

const LONGEST_NAME = 80;

/** A file's name from words: letters and digits of any script, joined by hyphens. */
export function fileName(words: string, ending: string): string {
  const stem = words.normalize("NFC").replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-").replace(/^-+/, "");
  const short = Array.from(stem).slice(0, LONGEST_NAME).join("").replace(/-+$/, "");
  return `${short === "" ? "segue" : short.toLowerCase()}.${ending}`;
}

/** Saves a file where the browser puts its downloads. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = element("a", { href: address, download: name });
  link.click();
  // The browser has taken hold of the content once the click is handled.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Copies text. @returns whether the browser let us */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Where the clipboard is not given to pages that are not served over HTTPS. */
function copyBySelection(text: string): boolean {
  const field = element("textarea", { class: "visually-hidden", "aria-hidden": "true" });
  field.value = text;
  const last = document.activeElement;
  document.body.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (last instanceof HTMLElement) last.focus();
  }
}
