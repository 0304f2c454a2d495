/** A `meta` element for the head of a page, whatever its content. */
export function metaElement(name: string, content: string): string {
  const text = content.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<meta name="${name}" content="${text}">`;
}
