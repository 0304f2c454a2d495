/**
 * In the preview a page whose SQL tables have changed loads again. Framework would give it a new
 * DuckDB for each table that changed, five at once on the notebook, and keep all the old ones.
 */

/** The element for a page's head that hears the preview's messages before the page does. */
export const TABLE_RELOAD = `<script type="module">
window.WebSocket = class extends WebSocket {
  constructor(...where) {
    super(...where);
    this.addEventListener("message", (event) => {
      const { type, tables } = JSON.parse(event.data);
      if (type !== "update" || tables.removed.length === 0) return;
      event.stopImmediatePropagation();
      location.reload();
    });
  }
};
</script>`;
