/** What ends a run from outside, and the exit code that tells so. */
const exits = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof exits;
const signals = Object.keys(exits) as Signal[];

let first: Signal | undefined;

/** Whether the run was interrupted while somebody took care that nothing is left half done. At any other time a signal ends the process by itself. */
export const interruption = {
  /** The exit code; undefined where nothing has come. */
  get exit(): number | undefined {
    return first && exits[first];
  },

  by(signal: Signal): void {
    first = signal;
  },

  /** Does something that is not ended by a signal, but told of it. */
  async during<T>(work: () => Promise<T>, told: () => void = () => undefined): Promise<T> {
    const come = (signal: Signal) => {
      first = signal;
      told();
    };
    for (const signal of signals) process.on(signal, come);
    try {
      return await work();
    } finally {
      for (const signal of signals) process.off(signal, come);
    }
  },

  /** Ends with the first signal. */
  wait: (): Promise<void> =>
    new Promise((done) => {
      for (const signal of signals)
        process.once(signal, () => {
          first = signal;
          done();
        });
    }),
};
