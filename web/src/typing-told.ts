/** Lets whoever answers see that the merchant types: said now and then, and once when it stops. Time is passed in. */

/** Said again after this: whoever came meanwhile sees it as well. */
const AGAIN = 4_000;
/** No letter for as long as this, and nobody types any more. */
const STILL = 6_000;

export class TypingTold {
  private toldAt: number | null = null;
  private stillTyping: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly tell: (on: boolean) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /** The draft has changed. */
  draft(text: string): void {
    if (!text) return this.stop();
    clearTimeout(this.stillTyping);
    this.stillTyping = setTimeout(() => this.stop(), STILL);
    if (this.toldAt !== null && this.now() - this.toldAt < AGAIN) return;
    this.toldAt = this.now();
    this.tell(true);
  }

  /** It was sent, or left, or nobody is there to see it. */
  stop(): void {
    clearTimeout(this.stillTyping);
    if (this.toldAt === null) return;
    this.toldAt = null;
    this.tell(false);
  }
}
