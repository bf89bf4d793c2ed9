/** What is said of what can't leave the phone. */
export const awayWords = {
  fileTooBig: "檔案太大了，最多 10 MB。截張圖，傳截圖就好。",
  fileEmpty: "這個檔案是空的，請重新選一個。",
  fileOfOtherKind: "這種檔案沒辦法收。照片和 PDF 都可以，其他的截張圖傳過來。",
  fileGone: "手機裡找不到這個檔案了，請重新選一次。",
};
