/**
 * Makes a plot one picture with one description to a screen reader: the labels that Plot gives to
 * its groups are not allowed without a role.
 */
export function onePicture(plot: Element): void {
  plot.setAttribute("role", "img");
  withoutGroupLabels(plot);
}

/** Takes the labels from the groups of a plot. */
export function withoutGroupLabels(plot: Element): void {
  for (const group of plot.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
}
