// How many comparisons may run among the syncs of this process. One of a big mailbox lists it for minutes and cannot be left
// in the middle, because half a listing proves nothing; without a limit a lost cursor in each of a few accounts would take every
// place, and the mail of all others would wait. The nightly comparison has a place of its own (jobs/jobs.ts).

/** Half of the places that syncs have. */
const PLACES = 2;

export interface ComparisonPlaces {
  /** False when all places are taken: the account's next poll asks again. */
  run(work: () => Promise<void>): Promise<boolean>;
}

export function createComparisonPlaces(places = PLACES): ComparisonPlaces {
  let taken = 0;
  return {
    async run(work) {
      if (taken >= places) return false;
      taken += 1;
      try {
        await work();
        return true;
      } finally {
        taken -= 1;
      }
    },
  };
}
