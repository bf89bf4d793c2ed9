/** How a picture lies on the screen when it is looked at closely. Pure. */

export interface View {
  scale: number;
  /** How far the picture's middle is from the screen's, in pixels. */
  x: number;
  y: number;
}

export interface Extent {
  width: number;
  height: number;
}

export const FITTED: View = { scale: 1, x: 0, y: 0 };
const MOST = 6;

/** Larger or smaller by a factor; what is under the point (from the screen's middle) stays under it. */
export function zoomed(view: View, factor: number, point: { x: number; y: number }): View {
  const scale = Math.min(MOST, Math.max(1, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio };
}

export function moved(view: View, dx: number, dy: number): View {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** Never so far that the screen shows what is beside the picture. `picture`: its size at scale 1. */
export function held(view: View, picture: Extent, screen: Extent): View {
  const furthest = (size: number, room: number) => Math.max(0, (size * view.scale - room) / 2);
  const hold = (at: number, most: number) => Math.min(most, Math.max(-most, at)) + 0;
  return {
    scale: view.scale,
    x: hold(view.x, furthest(picture.width, screen.width)),
    y: hold(view.y, furthest(picture.height, screen.height)),
  };
}
