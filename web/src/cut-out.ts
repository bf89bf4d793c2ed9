/** Where a picture has to lie so that only a part of it shows. Pure. */

export interface Size {
  width: number;
  height: number;
}

/** A frame, and the picture inside it, in CSS pixels. */
export interface CutOut {
  frame: Size;
  picture: Size & { left: number; top: number };
}

/** Around the box, as a part of its height: a number cut close is hard to check. */
const MARGIN = 0.35;

/**
 * Fits the box with a small margin into the room.
 *
 * `box`: x, y, width, height as fractions of the picture.
 */
export function cutOut(box: readonly number[], picture: Size, room: Size): CutOut {
  const [x = 0, y = 0, w = 0, h = 0] = box;
  const margin = h * picture.height * MARGIN;
  const left = Math.max(0, x * picture.width - margin);
  const top = Math.max(0, y * picture.height - margin);
  const width = Math.max(1, Math.min(picture.width, (x + w) * picture.width + margin) - left);
  const height = Math.max(1, Math.min(picture.height, (y + h) * picture.height + margin) - top);
  const scale = Math.min(room.width / width, room.height / height);
  return {
    frame: { width: width * scale, height: height * scale },
    picture: {
      width: picture.width * scale,
      height: picture.height * scale,
      left: -left * scale,
      top: -top * scale,
    },
  };
}
