/**
 * The dialogs that are open, the last on top. A browser lets nobody see, reach or hear what is outside of the last:
 * what has to be above it stands inside it.
 */

import { shallowReactive } from "vue";

export const openDialogs = shallowReactive<HTMLDialogElement[]>([]);

export function openOnTop(dialog: HTMLDialogElement): void {
  dialog.showModal();
  openDialogs.push(dialog);
}

export function closeDialog(dialog: HTMLDialogElement): void {
  const at = openDialogs.indexOf(dialog);
  if (at >= 0) openDialogs.splice(at, 1);
  dialog.close();
}
