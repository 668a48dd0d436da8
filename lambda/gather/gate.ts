/** Who is inside says once that it leaves; saying it again does nothing. */
export type Leave = () => void;

/** Lets so many in at the same time; who has waited longest goes next. */
export class Gate {
  #free: number;
  readonly #waiting = new Set<(leave: Leave) => void>();

  constructor(width: number) {
    this.#free = width;
  }

  /** Whether somebody waits. */
  get isCrowded(): boolean {
    return this.#waiting.size > 0;
  }

  /** Waits for a place and answers how to leave it; undefined where the signal fires first, and nothing is to be left then. */
  enter(signal: AbortSignal): Promise<Leave | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(this.#place());
    }
    return new Promise((resolve) => {
      const giveUp = () => {
        this.#waiting.delete(goIn);
        resolve(undefined);
      };
      const goIn = (leave: Leave) => {
        signal.removeEventListener('abort', giveUp);
        resolve(leave);
      };
      this.#waiting.add(goIn);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  #place(): Leave {
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.#release();
    };
  }

  /** A place that is left goes to whoever waits, in order of coming. */
  #release(): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next(this.#place());
  }
}
