/** How long to wait before trying again. */

const FIRST = 1_000;
const LONGEST = 15_000;

/** Doubles each time; `dice` (0 to 1) takes off up to a quarter, so that shops don't all come back at once. */
export function backoff(attempt: number, dice: number): number {
  return Math.min(FIRST * 2 ** attempt, LONGEST) * (1 - dice / 4);
}

/** A wait that can be cut short, because the network is back or the merchant has said something. */
export class Patience {
  private attempt = 0;
  private nudged = false;
  private wake = () => {};

  async wait(): Promise<void> {
    if (!this.nudged) await this.sleep(backoff(this.attempt++, Math.random()));
    this.nudged = false;
  }

  /** Ends this wait, or the next one if none is under way, and starts again from the shortest. */
  nudge(): void {
    this.nudged = true;
    this.reset();
    this.wake();
  }

  reset(): void {
    this.attempt = 0;
  }

  private sleep(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
