// All that is drawn because of one tick is drawn in one animation frame. Whoever asks twice before it comes is called once.

const waiting = new Set<() => void>();
let asked = false;

/** Calls a function in the next animation frame, together with all others. */
export function inNextFrame(draw: () => void): void {
  waiting.add(draw);
  if (!asked) {
    asked = true;
    requestAnimationFrame(drawAll);
  }
}

/** What is asked for no longer. */
export function notInNextFrame(draw: () => void): void {
  waiting.delete(draw);
}

function drawAll(): void {
  asked = false;
  const now = [...waiting];
  waiting.clear();
  for (const draw of now) {
    draw();
  }
}
