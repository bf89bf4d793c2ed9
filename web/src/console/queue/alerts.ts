/** Tells an agent who looks elsewhere that somebody needs them: a sound, and the system's own notification. */

import { ref } from "vue";
import { keep, readKept } from "../kept.ts";
import { queueWords as words } from "../words/queue.ts";
import type { News } from "./queue-state.ts";

const KEY = "zhangfang.desk.alerts";
/** Two rings in a row say no more than one. */
const QUIET_FOR = 3_000;

export const alertsOn = ref(readKept(KEY) === "on");

/** By a click of the agent's: browsers allow neither sound nor notification without one. */
export async function setAlerts(on: boolean): Promise<"ok" | "denied"> {
  alertsOn.value = on;
  keep(KEY, on ? "on" : null);
  if (!on) return "ok";
  ring();
  const granted = "Notification" in window && (await Notification.requestPermission()) === "granted";
  return granted ? "ok" : "denied";
}

export interface Alerts {
  tell(news: News): void;
}

export function makeAlerts(): Alerts {
  let last = 0;
  return {
    tell(news) {
      if (!alertsOn.value || (news.kind === "said" && !document.hidden)) return;
      if (Date.now() - last < QUIET_FOR) return;
      last = Date.now();
      ring();
      if (document.hidden) notify(news);
    },
  };
}

/** No name and no words of a merchant's: a notification is seen by whoever walks by. */
function notify({ kind, row }: News): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const body = [row.case_number, row.family_name].filter(Boolean).join(" · ");
  const shown = new Notification(kind === "said" ? words.alerts.wrote(words.aMerchant) : words.alerts.came, {
    body,
    tag: row.conversation,
  });
  shown.onclick = () => {
    window.focus();
    location.hash = `#/c/${encodeURIComponent(row.conversation)}`;
    shown.close();
  };
}

/** Two short tones, made here: no file to fetch. */
function ring(): void {
  try {
    const sound = new AudioContext();
    for (const [index, pitch] of [660, 880].entries()) {
      const tone = sound.createOscillator();
      const loudness = sound.createGain();
      const at = sound.currentTime + index * 0.16;
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.12, at);
      loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.15);
      tone.connect(loudness).connect(sound.destination);
      tone.start(at);
      tone.stop(at + 0.16);
    }
    setTimeout(() => void sound.close(), 1_000);
  } catch {
    // no sound here
  }
}
