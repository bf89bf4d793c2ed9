/** What is said about photos and files: sending, looking at them, and what a slip was read to say. */
import type { Translated } from "../words.ts";
import type { fileWords as zhCN } from "../zh-CN/files.ts";

export const fileWords: Translated<typeof zhCN> = {
  attach: "傳照片或檔案",
  camera: "拍照",
  album: "相簿",
  document: "檔案",
  dropHere: "放開就傳送",

  uploading: (name: string) => `正在上傳：${name}`,
  cancelUpload: "不傳了",

  photo: "照片",
  lookAt: (name: string) => `看大圖：${name}`,
  photoComing: "照片處理中",
  photoNotShown: "照片打不開。",
  photoAgain: "再開一次",
  saveFile: (name: string) => `儲存原檔：${name}`,
  fileSaved: "存好了，到手機的「下載」裡找。",
  fileNotSaved: "沒拿到檔案。看看網路，再點一次。",
  zoomIn: "放大",
  zoomOut: "縮小",
  zoomFit: "還原",

  slip: "簽單上寫的",
  slipNames: {
    order_number: "訂單編號",
    amount: "金額",
    transaction_time: "交易時間",
    reference_number: "參考號碼",
    voucher_number: "憑證號碼",
    batch_number: "批次號碼",
    merchant_number: "商店代號",
    terminal_number: "端末機代號",
    card_tail: "卡號末四碼",
    auth_code: "授權碼",
    kind_of_sale: "交易類別",
  },
  slipCutOut: (name: string) => `簽單上的${name}`,
  slipTick: (name: string) => `記${name}`,
  slipMore: (count: number, names: string) => `還有 ${count} 項：${names}`,
  slipUnsure: "看不太清楚，核對一下",
  slipTake: "照勾選的記下",
  slipTaking: "正在記…",
  slipTaken: "記好了。",
  slipNoneTicked: "先勾選要記的。",
  slipNotTaken: "沒記上。看看網路，再點一次。",
  retake: "重拍一張",
};
