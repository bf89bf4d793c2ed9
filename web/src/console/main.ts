import "tdesign-vue-next/es/style/index.css";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/controls.css";
import { createApp } from "vue";
import ConsoleApp from "./ConsoleApp.vue";
import { onRefused } from "./api.ts";
import { makeRouter, sendWhereNeeded } from "./router.ts";
import { applyTheme } from "./theme.ts";
import { shellWords } from "./words/shell.ts";

document.title = shellWords.title;
applyTheme();
const router = makeRouter();
onRefused((error) => sendWhereNeeded(router, error));
createApp(ConsoleApp).use(router).mount("#app");
