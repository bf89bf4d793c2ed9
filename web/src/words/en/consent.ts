import type { Translated } from "../words.ts";
import type { consentWords as zhCN } from "../zh-CN/consent.ts";

export const consentWords: Translated<typeof zhCN> = {
  consent: "How your data is used",
  consentFirst: "Read these points first. Once you agree, your words are sent.",
  consentForFiles: "To send photos and files, tick this box first.",
  consentLoading: "Fetching the text…",
  consentNotLoaded: "The text did not arrive. Check the network and try again.",
  consented: (day) => `You agreed on ${day}.`,
  consentedPlain: "You did not tick card numbers and photos, so they are not kept.",
  consentKeep: "Save this choice",
  consentNotKept: "It was not saved. Check the network and try again.",
};
