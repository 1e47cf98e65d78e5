/** Prints what the launcher is at: one line per stage, with its progress while it runs and its time when done. */
export type Stages = {
  run<T>(name: string, work: (progress: (detail: string) => void) => Promise<Finished<T>>): Promise<T>;
};

export type Finished<T> = { readonly value: T; readonly detail: string };

type Terminal = Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>;

const NAME_WIDTH = 14;
/** Without a terminal that can rewrite a line, progress is repeated at this pace so that a log shows life. */
const REPEAT_MS = 10_000;
const FRAMES = ['⠋', '⠙', '⠸', '⠴', '⠦', '⠇'];

export function makeStages(terminal: Terminal): Stages {
  return {
    async run(name, work) {
      const begun = Date.now();
      let detail = '…';
      let frame = 0;
      const label = name.padEnd(NAME_WIDTH);
      const draw = terminal.isTTY
        ? () => {
            frame += 1;
            const line = `${FRAMES[frame % FRAMES.length]} ${label} ${detail} ${elapsed(begun)}`;
            terminal.write(`\r\u001b[K${line.slice(0, (terminal.columns ?? 80) - 1)}`);
          }
        : () => terminal.write(`  ${label} ${detail} ${elapsed(begun)}\n`);
      if (terminal.isTTY) draw();
      const pace = setInterval(draw, terminal.isTTY ? 120 : REPEAT_MS);
      const finish = (mark: string, text: string) => {
        clearInterval(pace);
        terminal.write(`${terminal.isTTY ? '\r\u001b[K' : ''}${mark} ${label} ${text}\n`);
      };
      try {
        const done = await work((text) => {
          detail = text;
        });
        finish('✓', `${done.detail} ${elapsed(begun)}`.trimEnd());
        return done.value;
      } catch (error) {
        finish('✗', elapsed(begun));
        throw error;
      }
    },
  };
}

function elapsed(begun: number): string {
  const seconds = (Date.now() - begun) / 1000;
  if (seconds < 0.1) return '';
  return seconds < 60
    ? `(${seconds.toFixed(1)} s)`
    : `(${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s)`;
}
