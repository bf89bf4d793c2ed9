/** Keeps the page in the part of the screen that the virtual keyboard leaves free. */

/** Tells the styles, as --visible-height and --visible-top, until the returned function is called. */
export function followVisibleHeight(): () => void {
  return window.visualViewport ? followViewport(window.visualViewport) : followWindow();
}

function followViewport(viewport: VisualViewport): () => void {
  function fit(): void {
    if (viewport.scale > 1.01) return; // the reader has zoomed in: leave the page alone
    tell(viewport.height, viewport.offsetTop);
  }

  fit();
  viewport.addEventListener("resize", fit);
  viewport.addEventListener("scroll", fit);
  return () => {
    viewport.removeEventListener("resize", fit);
    viewport.removeEventListener("scroll", fit);
  };
}

/** Old WebViews: some resize the window for the keyboard; of the rest, the field is asked to show itself. */
function followWindow(): () => void {
  const fit = () => tell(window.innerHeight, 0);
  const showField = ({ target }: FocusEvent) => {
    const field = target as HTMLElement;
    if (field.matches("input, textarea")) setTimeout(() => field.scrollIntoView({ block: "nearest" }), KEYBOARD_RISES);
  };
  fit();
  window.addEventListener("resize", fit);
  document.addEventListener("focusin", showField);
  return () => {
    window.removeEventListener("resize", fit);
    document.removeEventListener("focusin", showField);
  };
}

/** About how long the keyboard takes to come up, in milliseconds. */
const KEYBOARD_RISES = 350;

function tell(height: number, top: number): void {
  const { style } = document.documentElement;
  style.setProperty("--visible-height", `${height}px`);
  style.setProperty("--visible-top", `${top}px`);
}
