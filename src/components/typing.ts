/** Whether a key that is pressed is part of a text, and so no command of the page. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.isComposing) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable ||
    target.matches("input:not([type=range], [type=checkbox], [type=radio]), textarea, select");
}
