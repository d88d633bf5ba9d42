/** Work that may outlive the request that began it; stopping waits for it. */
export type Underway = { add(work: Promise<unknown>): void; settled(): Promise<void> };

export const createUnderway = (): Underway => {
  const works = new Set<Promise<void>>();
  return {
    add(work) {
      const done = (): void => void works.delete(settled);
      const settled: Promise<void> = work.then(done, done);
      works.add(settled);
    },
    async settled() {
      await Promise.all(works);
    },
  };
};
