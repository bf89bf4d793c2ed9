/** Which of the two keyboard dialogs is open. */

import { ref } from "vue";

export const palette = ref<"commands" | "shortcuts" | null>(null);
