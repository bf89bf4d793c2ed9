/** Brings a message of the conversation before the reader, and marks it for a moment. */

const MARK = "row_found";
const MARKED_FOR = 1800;

/** `from`: something in the same conversation. */
export function showLine(from: HTMLElement, seq: number): void {
  const row = from.closest("[role=log]")?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
  if (!row) return;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  row.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  row.classList.add(MARK);
  setTimeout(() => row.classList.remove(MARK), MARKED_FOR);
}
