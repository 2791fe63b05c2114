import { Listr, ListrLogger, ProcessOutput, type ListrTask } from 'listr2';

/** How a step tells how far it is. */
export interface StepLog {
  /** Worth keeping: a line of its own where there is no terminal. */
  note(text: string): void;
  /** True for a moment only: shown on a terminal. */
  show(text: string): void;
}

interface Step<T> {
  readonly title: string;
  readonly work: (log: StepLog) => Promise<T>;
}

/** Real time that a step took. */
interface Timing {
  readonly title: string;
  readonly seconds: number;
}

/** Tells a person what goes on, step by step. */
export interface Progress {
  step<T>(title: string, work: Step<T>['work']): Promise<T>;
  /** Two steps side by side; waits for both, then throws the first error. */
  together<A, B>(first: Step<A>, second: Step<B>): Promise<[A, B]>;
  /** Every step until now. */
  readonly timings: readonly Timing[];
}

/** Steps with a spinner and a changing line below on a terminal, as lines on standard error without one. */
export function consoleProgress(interactive: boolean): Progress {
  return new StepProgress(tasks => runListr(tasks, interactive), interactive);
}

/** Tells nobody: for tests and for programs that call the drill. */
export function silentProgress(): Progress {
  return new StepProgress(async tasks => {
    const silent = { set output(_: string) {} };
    await Promise.all(tasks.map(({ run }) => run(silent)));
  }, false);
}

interface RunningTask {
  readonly title: string;
  readonly run: (task: { output: string }) => Promise<void>;
}

class StepProgress implements Progress {
  readonly timings: Timing[] = [];

  constructor(
    private readonly runAll: (tasks: RunningTask[]) => Promise<void>,
    private readonly interactive: boolean,
  ) {}

  async step<T>(title: string, work: Step<T>['work']): Promise<T> {
    const [result] = await this.all([{ title, work }]);
    return result;
  }

  together<A, B>(first: Step<A>, second: Step<B>): Promise<[A, B]> {
    return this.all<A | B>([first, second]) as Promise<[A, B]>;
  }

  private async all<T>(steps: readonly Step<T>[]): Promise<T[]> {
    const results: T[] = [];
    const failures: unknown[] = [];
    await this.runAll(
      steps.map(({ title, work }, i) => ({
        title,
        run: async task => {
          const startedAt = performance.now();
          try {
            results[i] = await work(this.voice(task));
          } catch (error) {
            failures.push(error);
            // The whole message is for whoever called; beside the step there is room for a line.
            throw new Error(String((error as Error).message).split('\n')[0]);
          } finally {
            this.timings.push({ title, seconds: (performance.now() - startedAt) / 1000 });
          }
        },
      })),
    ).catch(error => failures.push(error));
    if (failures.length > 0) throw failures[0];
    return results;
  }

  private voice(task: { output: string }): StepLog {
    const note = (text: string): void => void (task.output = text);
    return { note, show: this.interactive ? note : () => undefined };
  }
}

async function runListr(tasks: RunningTask[], interactive: boolean): Promise<void> {
  const listed = tasks.map(({ title, run }): ListrTask => ({ title, task: (_, task) => run(task) }));
  const common = { concurrent: true, exitOnError: false, registerSignalListeners: false } as const;
  const listr = interactive
    ? new Listr(listed, {
        ...common,
        renderer: 'default',
        rendererOptions: { showErrorMessage: false, collapseErrors: false },
      })
    : new Listr(listed, { ...common, renderer: 'simple', rendererOptions: { logger: standardErrorLogger() } });
  await listr.run();
}

/** Standard output is for the result. */
function standardErrorLogger(): ListrLogger {
  return new ListrLogger({ useIcons: true, processOutput: new ProcessOutput(process.stderr, process.stderr) });
}
