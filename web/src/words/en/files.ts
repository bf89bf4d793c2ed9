/** What is said about photos and files: sending, looking at them, and what a slip was read to say. */
import type { Translated } from "../words.ts";
import type { fileWords as zhCN } from "../zh-CN/files.ts";

export const fileWords: Translated<typeof zhCN> = {
  attach: "Send a photo or file",
  camera: "Camera",
  album: "Photos",
  document: "File",
  dropHere: "Drop to send",

  uploading: (name: string) => `Uploading ${name}`,
  cancelUpload: "Don't send",

  photo: "Photo",
  lookAt: (name: string) => `View photo: ${name}`,
  photoComing: "Preparing the photo",
  photoNotShown: "The photo did not open.",
  photoAgain: "Try again",
  saveFile: (name: string) => `Save original: ${name}`,
  fileSaved: "Saved. Look in your phone's Downloads.",
  fileNotSaved: "The file did not arrive. Check the network and tap again.",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  zoomFit: "Fit to screen",

  slip: "On the slip",
  slipNames: {
    order_number: "Order number",
    amount: "Amount",
    transaction_time: "Time of sale",
    reference_number: "Reference number",
    voucher_number: "Voucher number",
    batch_number: "Batch number",
    merchant_number: "Merchant number",
    terminal_number: "Terminal number",
    card_tail: "Last 4 digits of the card",
    auth_code: "Authorisation code",
    kind_of_sale: "Type of sale",
  },
  slipCutOut: (name: string) => `${name} on the slip`,
  slipTick: (name: string) => `Record: ${name}`,
  slipMore: (count: number, names: string) => `${count} more: ${names}`,
  slipUnsure: "Hard to read, please check",
  slipTake: "Record what is ticked",
  slipTaking: "Recording…",
  slipTaken: "Recorded.",
  slipNoneTicked: "Tick what to record first.",
  slipNotTaken: "It was not recorded. Check the network and tap again.",
  retake: "Take it again",
};
