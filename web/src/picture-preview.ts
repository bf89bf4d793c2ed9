/** A small picture of a photo that is about to be sent, in memory only. */

const EDGE = 360;
const QUALITY = 0.8;
/** Above this many bytes an old phone may run out of memory over a picture that nobody looks at for long. */
const TOO_BIG = 20_000_000;

/** A blob: address, to be revoked by the caller; null for what the browser can't draw (HEIC, PDF). */
export async function previewOf(file: Blob): Promise<string | null> {
  if (!file.type.startsWith("image/") || file.type.includes("svg") || file.size > TOO_BIG) return null;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const small = await drawn(picture, fitted(picture.width, picture.height, EDGE));
    picture.close();
    return small && URL.createObjectURL(small);
  } catch {
    return null;
  }
}

/** The size that fits into a square, never larger than it is. Pure. */
export function fitted(width: number, height: number, edge: number): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function drawn(picture: ImageBitmap, { width, height }: { width: number; height: number }): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  canvas.getContext("2d")!.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}
