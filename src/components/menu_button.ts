/**
 * A button that opens a small menu (WAI-ARIA's menu button): Enter, Space and the down arrow open
 * it, arrows, Home, End and first letters move, Enter chooses, Escape, Tab and a click elsewhere close.
 */
import { element, setText } from "./dom.ts";

/** An entry of a menu. */
export interface MenuItem {
  readonly label: string;
  /** Does it; what it returns is told to the person, such as "Copied 20 songs". */
  run(): string | void | Promise<string | void>;
}

export interface MenuButtonOptions {
  /** What stands on the button. */
  readonly text: string | Node;
  /** What the button is called where `text` does not say it. */
  readonly label?: string;
  readonly class?: string;
}

let made = 0;

/** @param items asked anew each time the menu opens */
export function menuButton(
  { text, label, class: name = "" }: MenuButtonOptions,
  items: () => readonly MenuItem[],
): HTMLElement {
  const id = `menu-${++made}`;
  const button = element(
    "button",
    {
      type: "button",
      class: "menu-opener",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-label": label,
      title: label,
    },
    text,
  );
  const menu = element("div", { id, role: "menu", "aria-label": label ?? button.textContent });
  menu.hidden = true;
  const status = element("span", { class: "menu-status", role: "status" });
  const node = element("span", { class: `menu-button ${name}`.trim() }, button, menu, status);
  let forget: ReturnType<typeof setTimeout> | undefined;

  const entries = () => Array.from(menu.querySelectorAll<HTMLElement>("[role=menuitem]"));
  const elsewhere = (event: Event) => {
    if (!node.contains(event.target as Node)) close(false);
  };

  function open(last = false): void {
    menu.replaceChildren(...items().map((item) => itemNode(item)));
    menu.hidden = false;
    button.setAttribute("aria-expanded", "true");
    keepInSight(menu);
    entries().at(last ? -1 : 0)?.focus();
    document.addEventListener("pointerdown", elsewhere);
    document.addEventListener("focusin", elsewhere);
  }

  function close(takesFocus: boolean): void {
    if (menu.hidden) return;
    menu.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", elsewhere);
    document.removeEventListener("focusin", elsewhere);
    if (takesFocus) button.focus();
  }

  function say(words: string): void {
    clearTimeout(forget);
    setText(status, words);
    forget = setTimeout(() => setText(status, ""), 4000);
  }

  function itemNode({ label, run }: MenuItem): HTMLElement {
    const item = element("div", { role: "menuitem", tabindex: -1 }, label);
    item.addEventListener("click", async () => {
      close(true);
      try {
        say(await run() ?? "");
      } catch (error) {
        say(`Cannot do “${label}”: ${error instanceof Error ? error.message : error}`);
      }
    });
    return item;
  }

  function move(by: number): void {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[(at + by + all.length) % all.length]?.focus();
  }

  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => entries().at(0)?.focus(),
    End: () => entries().at(-1)?.focus(),
    Escape: () => close(true),
    Enter: () => (document.activeElement as HTMLElement).click(),
    " ": () => (document.activeElement as HTMLElement).click(),
  };

  button.addEventListener("click", () => menu.hidden ? open() : close(true));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    open(event.key === "ArrowUp");
  });
  menu.addEventListener("keydown", (event) => {
    // Keys of the menu are no keys of the page.
    event.stopPropagation();
    if (event.key === "Tab") return close(true);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    } else if (event.key.length === 1) {
      const letter = event.key.toLowerCase();
      entries().find(({ textContent }) => textContent?.toLowerCase().startsWith(letter))?.focus();
    }
  });
  return node;
}

/** Opens to the left or upwards where the window ends. */
function keepInSight(menu: HTMLElement): void {
  menu.classList.remove("is-left", "is-up");
  const { right, bottom, height } = menu.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  menu.classList.toggle("is-left", right > clientWidth - 8);
  const above = menu.parentElement?.getBoundingClientRect().top ?? 0;
  menu.classList.toggle("is-up", bottom > clientHeight && above > height);
}
