/** What is said of what can't leave the phone. */
export const awayWords = {
  fileTooBig: "文件太大了，最大 10 MB。截个图，发截图就行。",
  fileEmpty: "这个文件是空的，重新选一个。",
  fileOfOtherKind: "这种文件收不了。照片和 PDF 都可以，别的截个图发来。",
  fileGone: "这个文件在手机里找不到了，重新选一次。",
};
