/** Files that are pasted or dragged onto the page. */

import { onBeforeUnmount, onMounted, ref, type Ref } from "vue";

/** `take` gets them; the answer says whether something is being dragged over the page. */
export function useIncomingFiles(take: (files: File[]) => void): Ref<boolean> {
  const over = ref(false);

  function onPaste(event: ClipboardEvent): void {
    const data = event.clipboardData;
    // A table from a spreadsheet comes as words and as a picture of them: then the words are meant.
    if (!data?.files.length || data.types.includes("text/plain") || dialogIsOpen()) return;
    event.preventDefault();
    take([...data.files]);
  }

  function onDragover(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes("Files") || dialogIsOpen()) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    over.value = true;
  }

  function onDragleave(event: DragEvent): void {
    if (event.relatedTarget === null) over.value = false;
  }

  function onDrop(event: DragEvent): void {
    if (!over.value) return;
    event.preventDefault();
    over.value = false;
    take([...(event.dataTransfer?.files ?? [])]);
  }

  onMounted(() => {
    window.addEventListener("paste", onPaste);
    window.addEventListener("dragover", onDragover);
    window.addEventListener("dragleave", onDragleave);
    window.addEventListener("drop", onDrop);
  });
  onBeforeUnmount(() => {
    window.removeEventListener("paste", onPaste);
    window.removeEventListener("dragover", onDragover);
    window.removeEventListener("dragleave", onDragleave);
    window.removeEventListener("drop", onDrop);
  });
  return over;
}

function dialogIsOpen(): boolean {
  return document.querySelector("dialog[open]") !== null;
}
