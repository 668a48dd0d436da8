import { ascii, printable } from '../lambda/report/printable.ts';
import type { Stream } from './io.ts';

/** Tells on standard error what is being asked. */
export type Progress = { tell(doing: string): void; done(): void };

/** Columns of a terminal that does not say how many it has. */
const COLUMNS = 80;

/** One line that changes on a terminal, plain lines elsewhere; nothing where `quiet`, unless somebody looks on. */
export function progress(stream: Stream, quiet: boolean): Progress {
  if (stream.isTTY) return changing(stream);
  return quiet ? { tell: () => {}, done: () => {} } : lines(stream);
}

function changing(stream: Stream): Progress {
  let shown = false;
  return {
    tell(doing) {
      const room = Math.max(10, (stream.columns ?? COLUMNS) - 1);
      stream.write(`\r\u001b[2K${printable(ascii(printable(doing)), room).replace('…', '~')}`);
      shown = true;
    },
    done() {
      if (shown) stream.write('\r\u001b[2K');
      shown = false;
    },
  };
}

function lines(stream: Stream): Progress {
  let last = '';
  return {
    tell(doing) {
      const line = printable(doing, 200);
      if (line !== last) stream.write(`${line}\n`);
      last = line;
    },
    done() {},
  };
}
