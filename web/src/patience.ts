/** How long to wait before trying again. */

const FIRST = 300;
const SHORT = 700;
const LONGEST = 15_000;
/** So many short waits take about a minute: a shop's network is mostly back by then. */
const SHORT_ONES = 100;

/**
 * Short at first, so that the page has caught up within a second of the network's return; an outage that lasts
 * is asked after less and less often. `dice` (0 to 1) takes off up to a half, so that shops don't all come back
 * at once.
 */
export function backoff(attempt: number, dice: number): number {
  const short = Math.min(FIRST + 200 * attempt, SHORT);
  const delay = attempt < SHORT_ONES ? short : Math.min(SHORT * 1.5 ** (attempt - SHORT_ONES), LONGEST);
  return delay * (1 - dice / 2);
}

/** A wait that can be cut short, because the network is back or the merchant has said something. */
export class Patience {
  private attempt = 0;
  private nudged = false;
  private wake = () => {};

  /** `least`: in milliseconds, for one who has asked to be left alone that long. */
  async wait(least = 0): Promise<void> {
    if (!this.nudged) await this.sleep(Math.max(backoff(this.attempt++, Math.random()), least));
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
