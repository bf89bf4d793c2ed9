/** What is said of what can't leave the phone. */
export const awayWords = {
  fileTooBig: "This file is too big: 10 MB at most. Take a screenshot and send that.",
  fileEmpty: "This file is empty. Choose another one.",
  fileOfOtherKind: "Files of this kind can't be taken. Photos and PDFs can; of anything else, send a screenshot.",
  fileGone: "This file is no longer on the phone. Choose it again.",
};
