import "weui/dist/style/weui.min.css";
import "./styles/tokens.css";
import "./styles/page.css";
import "./styles/buttons.css";
import "./styles/fields.css";
import { createApp } from "vue";
import App from "./App.vue";

createApp(App).mount("#app");
