import { main } from '../../terminal/main.ts';
import { renewal } from '../report/diagnoses.ts';
import { engineOf } from './streams.ts';

/** The program over a pretend engine, run as a process of its own: `hang.example` never answers, `long.example` says very much. */
const pretend = engineOf(renewal);

await main(
  {
    ...pretend,
    examineOrigin: async (options, world, signal, tell) => {
      tell(`looking up ${options.host}`);
      if (options.host !== 'hang.example') return pretend.examineOrigin(options, world, signal, tell);
      return new Promise(() => setInterval(() => {}, 1000));
    },
    report: (diagnosis, evidence) => {
      const told = pretend.report(diagnosis, evidence);
      return { ...told, text: told.text + '.'.repeat(2_000_000) };
    },
  },
  '1.2.3',
);
