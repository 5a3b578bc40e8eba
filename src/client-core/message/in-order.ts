// What must reach the server in the order in which it was clicked.

/** Runs each work when those before it have ended, however they did. `work` tells its failures itself. */
export function createOrder(): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  return (work) => (last = last.then(work, work));
}
