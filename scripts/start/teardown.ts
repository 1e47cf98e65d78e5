/** What has to be stopped, the last started first. */
export type Teardown = {
  add(name: string, stop: () => Promise<void>): void;
  /** Stops everything added so far; a stop that fails is told and does not keep the others from stopping. */
  run(): Promise<void>;
};

export function makeTeardown(say: (sentence: string) => void): Teardown {
  const steps: { readonly name: string; readonly stop: () => Promise<void> }[] = [];
  let underway: Promise<void> = Promise.resolve();
  const runAll = async () => {
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      try {
        await step.stop();
      } catch (error) {
        say(`The ${step.name} did not stop well: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  return {
    add(name, stop) {
      steps.push({ name, stop });
    },
    run() {
      underway = underway.then(runAll);
      return underway;
    },
  };
}
