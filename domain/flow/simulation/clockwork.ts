/** What happens, in the order of its time; of equal times in the order in which it was planned. */
export class Clockwork {
  now: number;
  readonly #heap: { readonly at: number; readonly nth: number; readonly happen: () => void }[] = [];
  #count = 0;
  readonly #passing: (from: number, to: number) => void;

  /** `passing` sees every stretch of time in which nothing changes. */
  constructor(startsAt: number, passing: (from: number, to: number) => void) {
    this.now = startsAt;
    this.#passing = passing;
  }

  at(at: number, happen: () => void): void {
    const heap = this.#heap;
    heap.push({ at: Math.max(at, this.now), nth: this.#count++, happen });
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#before(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Until `done` says so, nothing more is planned, or that time. */
  run(until: number, done: () => boolean): void {
    for (let next = this.#heap[0]; next !== undefined && next.at < until && !done(); next = this.#heap[0]) {
      this.#take();
      if (next.at > this.now) this.#passing(this.now, next.at);
      this.now = next.at;
      next.happen();
    }
  }

  #take(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    let parent = 0;
    for (;;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      let least = parent;
      if (left < heap.length && this.#before(left, least)) least = left;
      if (right < heap.length && this.#before(right, least)) least = right;
      if (least === parent) return;
      this.#swap(parent, least);
      parent = least;
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    return x !== undefined && y !== undefined && (x.at < y.at || (x.at === y.at && x.nth < y.nth));
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return;
    this.#heap[a] = y;
    this.#heap[b] = x;
  }
}
