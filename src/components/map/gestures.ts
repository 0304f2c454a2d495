/**
 * Pointer and wheel on the map: dragging pans or draws a line, the wheel and two fingers zoom, what
 * does not move is a tap. Places are CSS pixels from the top left corner of the element.
 */

export interface GestureListeners {
  pan(dx: number, dy: number): void;
  /** @returns whether it changed anything; a wheel that does not scrolls the page */
  zoom(factor: number, px: number, py: number): boolean;
  /** A mouse or pen moves over the element with no button down. */
  hover(px: number, py: number): void;
  leave(): void;
  /** Whether a drag that begins there draws instead of panning. @param isShift as the key is held */
  draws(isShift: boolean): boolean;
  /** A line is drawn: each of its points, the first one too. */
  line(px: number, py: number, isFirst: boolean): void;
  /** The line ends; it is given up where a second finger came. */
  lineEnds(isGivenUp: boolean): void;
  /** @param isTouch whether a finger did it, which cannot hover */
  tap(px: number, py: number, isTouch: boolean): void;
}

/** A press that moves further than this is a drag. */
const TAP_SLACK = 5;

/** Where a pointer that is down was last, in the window. */
interface Finger {
  readonly x: number;
  readonly y: number;
}

/** Listens to an element. */
export function listenToGestures(node: HTMLElement, listeners: GestureListeners): void {
  const fingers = new Map<number, Finger>();
  let travelled = 0;
  /** Whether more than one finger was down since the first one came. */
  let isPinch = false;
  /** Whether the drag draws, and whether its line has begun. */
  let isDrawing = false, hasLine = false;
  let pressed: Finger = { x: 0, y: 0 };

  /** Asks for the layout, which a drag must not have to wait for. */
  const inside = ({ x, y }: Finger): readonly [number, number] => {
    const box = node.getBoundingClientRect();
    return [x - box.left, y - box.top];
  };
  const inWindow = ({ clientX, clientY }: MouseEvent): Finger => ({ x: clientX, y: clientY });

  node.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    if (fingers.size === 0) {
      travelled = 0;
      isPinch = hasLine = false;
      isDrawing = listeners.draws(event.shiftKey);
      pressed = inWindow(event);
    } else {
      isPinch = true;
      if (hasLine) listeners.lineEnds(true);
      isDrawing = hasLine = false;
    }
    fingers.set(event.pointerId, inWindow(event));
    node.setPointerCapture(event.pointerId);
  });

  node.addEventListener("pointermove", (event) => {
    const to = inWindow(event);
    const from = fingers.get(event.pointerId);
    if (from === undefined) {
      if (event.pointerType !== "touch") listeners.hover(...inside(to));
      return;
    }
    travelled += Math.hypot(to.x - from.x, to.y - from.y);
    fingers.set(event.pointerId, to);
    if (fingers.size === 1) {
      if (travelled <= TAP_SLACK) return;
      if (!isDrawing) return listeners.pan(to.x - from.x, to.y - from.y);
      if (!hasLine) listeners.line(...inside(pressed), true);
      hasLine = true;
      return listeners.line(...inside(to), false);
    }
    const other = [...fingers].find(([id]) => id !== event.pointerId)![1];
    // The middle of the two fingers moves half as far as the one of them.
    listeners.pan((to.x - from.x) / 2, (to.y - from.y) / 2);
    const before = Math.hypot(from.x - other.x, from.y - other.y);
    const after = Math.hypot(to.x - other.x, to.y - other.y);
    if (before > 0 && after > 0) {
      const middle = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 };
      listeners.zoom(after / before, ...inside(middle));
    }
  });

  node.addEventListener("pointerup", (event) => {
    if (!fingers.delete(event.pointerId) || fingers.size > 0) return;
    if (hasLine) {
      hasLine = false;
      return listeners.lineEnds(false);
    }
    if (travelled > TAP_SLACK || isPinch) return;
    listeners.tap(...inside(inWindow(event)), event.pointerType === "touch");
  });

  node.addEventListener("pointercancel", (event) => {
    fingers.delete(event.pointerId);
    if (hasLine) listeners.lineEnds(true);
    hasLine = false;
  });

  node.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch") listeners.leave();
  });

  node.addEventListener("wheel", (event) => {
    if (listeners.zoom(wheelFactor(event), ...inside(inWindow(event)))) event.preventDefault();
  }, { passive: false });
}

/** Lines and pages in pixels; a pinch on a touchpad arrives as small steps with the control key. */
function wheelFactor({ deltaY, deltaMode, ctrlKey }: WheelEvent): number {
  const unit = deltaMode === 1 ? 0.05 : deltaMode === 2 ? 1 : 0.002;
  return 2 ** (-deltaY * unit * (ctrlKey ? 10 : 1));
}
