import "weui/dist/style/weui.min.css";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/buttons.css";
import "./styles/fields.css";
import "./styles/large-print.css";
import "./styles/contrast.css";
import { createApp } from "vue";
import App from "./App.vue";
import { applySettings } from "./settings.ts";

void applySettings().then(() => createApp(App).mount("#app"));
