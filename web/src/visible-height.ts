/** Keeps the page in the part of the screen that the virtual keyboard leaves free. */

export function followVisibleHeight(page: HTMLElement): () => void {
  const viewport = window.visualViewport;
  if (!viewport) return () => {};

  function fit(): void {
    if (viewport!.scale > 1.01) return; // the reader has zoomed in: leave the page alone
    page.style.setProperty("--visible-height", `${viewport!.height}px`);
    page.style.setProperty("--visible-top", `${viewport!.offsetTop}px`);
  }

  fit();
  viewport.addEventListener("resize", fit);
  viewport.addEventListener("scroll", fit);
  return () => {
    viewport.removeEventListener("resize", fit);
    viewport.removeEventListener("scroll", fit);
  };
}
