const restAfterLeaving = 800;
const restAfterKey = 8_000;

/**
 * Tells whether a person reads a table: the pointer is over it, or a row was just walked to by keyboard. Rows must not move
 * under them then. The listener is called when they have turned away.
 */
export class Reading {
  private isOver = false;
  private keyUntil = 0;
  private timer: number | undefined;
  private listener: () => void = () => {};

  readonly isReading = (): boolean => this.isOver || performance.now() < this.keyUntil;

  readonly handlers = {
    onPointerEnter: () => {
      this.isOver = true;
    },
    onPointerLeave: () => {
      this.isOver = false;
      this.restAfter(restAfterLeaving);
    },
    onKeyDown: () => {
      this.keyUntil = performance.now() + restAfterKey;
      this.restAfter(restAfterKey);
    },
  };

  /** Sets who is called when the person has turned away, and soon where they have already; returns how to stop. */
  whenRested(listener: () => void): () => void {
    this.listener = listener;
    this.restAfter(restAfterLeaving);
    return () => {
      this.listener = () => {};
      window.clearTimeout(this.timer);
    };
  }

  private restAfter(delay: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      // The pointer's leaving sets the timer again.
      if (this.isOver) return;
      // Who left with the pointer may have walked by keyboard just before.
      const left = this.keyUntil - performance.now();
      if (left > 0) this.restAfter(left);
      else this.listener();
    }, delay);
  }
}
