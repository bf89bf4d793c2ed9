/** Copies what an element shows. Without https the browser offers only the old way: select, then copy. */

export async function copyText(text: string, shown: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(shown);
  }
}

/** What stays selected can still be copied by hand. */
function copySelected(shown: HTMLElement): boolean {
  getSelection()?.selectAllChildren(shown);
  return document.execCommand("copy");
}
