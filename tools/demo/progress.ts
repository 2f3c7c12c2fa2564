import { Presets, SingleBar } from 'cli-progress';

/** One step of the story that is under way. */
export interface Step {
  advance(): void;
  /** Ends the step; `outcome` says in a few words what came of it. */
  end(outcome: string): void;
}

/** Tells people how far the story is; never writes where results go. */
export interface Progress {
  begin(title: string, total: number): Step;
  /** Gives the terminal back if a step was broken off. */
  close(): void;
}

/** Steps as progress bars on a terminal, as single lines elsewhere. */
export function showProgress(stream: NodeJS.WriteStream): Progress {
  let number = 0;
  let bar: SingleBar | null = null;
  return {
    begin(title, total) {
      number += 1;
      const label = `${String(number).padStart(2)}. ${title}`;
      if (!stream.isTTY) return lineStep(stream, label);
      bar = newBar(stream, label);
      return barStep(stream, bar, label, total);
    },
    close: () => bar?.stop(),
  };
}

function newBar(stream: NodeJS.WriteStream, label: string): SingleBar {
  const format = `${label} {bar} {value}/{total}`;
  return new SingleBar(
    { format, barsize: 24, hideCursor: true, clearOnComplete: true, stream },
    Presets.shades_classic,
  );
}

function barStep(stream: NodeJS.WriteStream, bar: SingleBar, label: string, total: number): Step {
  bar.start(total, 0);
  return {
    advance: () => bar.increment(),
    end(outcome) {
      bar.stop();
      stream.write(`${label}: ${outcome}\n`);
    },
  };
}

function lineStep(stream: NodeJS.WriteStream, label: string): Step {
  const started = performance.now();
  return {
    advance: () => undefined,
    end(outcome) {
      const seconds = ((performance.now() - started) / 1000).toFixed(1).replace('.', ',');
      stream.write(`${label}: ${outcome} (${seconds} с)\n`);
    },
  };
}
