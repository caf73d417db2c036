/** Something that waits for its turn. */
export interface Waiting {
  readonly lane: number;
  readonly go: () => void;
}

/** Lets several runs go on in turns, each until its next request. */
export class Turns {
  private readonly waiting: Waiting[] = [];

  public async take(lane = 0): Promise<void> {
    await new Promise<void>((go) => this.waiting.push({ lane, go }));
  }

  /** `next` says which of those that wait goes on, by its place. */
  public async run(next: (waiting: readonly Waiting[]) => number, ...works: Promise<unknown>[]): Promise<void> {
    let isOver = false;
    const end = Promise.all(works).finally(() => { isOver = true; });
    while (!isOver) {
      await new Promise(setImmediate); // until all of them wait
      this.waiting.splice(this.waiting.length > 0 ? next(this.waiting) : 0, 1)[0]?.go();
    }
    await end;
  }
}
