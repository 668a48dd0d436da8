import { accuracyFigures } from './accuracy.ts';
import { besideOthers } from './beside.ts';
import { bundleFigures } from './bundle.ts';
import { callsFigures } from './calls.ts';
import { crowdFigures } from './crowd.ts';
import { type Figure, kept, print } from './figure.ts';
import { handlerFigures } from './handler.ts';
import { hostileFigures } from './hostile.ts';
import { longRunFigures } from './long-run.ts';
import { recorderFigures } from './recorder.ts';
import { stormFigures } from './storm.ts';
import { timesFigures } from './times.ts';

type Table = {
  readonly title: string;
  readonly measure: () => Promise<Figure[]> | Figure[];
  /** Minutes long: only when asked for. */
  readonly onRequest?: true;
};

/** By the word that picks one: `npm run bench -- hostile`. */
const TABLES: Readonly<Record<string, Table>> = {
  hostile: { title: 'Two alarms, 32 hostile origins', measure: hostileFigures },
  handler: { title: 'One alarm, 8 origins, 30 ms an AWS call, 80 ms to each origin', measure: handlerFigures },
  crowd: { title: 'One alarm, 1,000 origins on loopback', measure: crowdFigures },
  recorder: { title: 'One handshake', measure: recorderFigures },
  times: { title: 'One origin', measure: timesFigures },
  bundle: { title: 'The bundle', measure: bundleFigures },
  calls: { title: 'AWS calls of one alarm, everything switched on', measure: callsFigures },
  storm: {
    title: 'Storms of alarms, ten handlers, a third of all calls throttled',
    measure: stormFigures,
    onRequest: true,
  },
  accuracy: { title: 'Every case of the lab', measure: accuracyFigures },
};

/** Half a minute a case where testssl is installed: only when asked for. `npm run bench -- beside [CASE…]` */
const BESIDE = 'beside';

/** Many minutes: only when asked for. `npm run bench -- long-run [DIAGNOSES]` */
const LONG_RUN = 'long-run';

/** Measures what the product promises, in one run on one machine. Exit status 1 where a promise is broken, 2 for a table that is not there. */
async function main(wanted: readonly string[]): Promise<number> {
  if (wanted[0] === BESIDE) return besideOthers(wanted.slice(1)).then(() => 0);
  if (wanted[0] === LONG_RUN) return told('One process, alarm after alarm', await longRunFigures(wanted[1])) ? 0 : 1;
  const stray = wanted.find((name) => !Object.hasOwn(TABLES, name));
  if (stray !== undefined) {
    console.error(`there is no table ${stray}: known are ${[...Object.keys(TABLES), LONG_RUN, BESIDE].join(', ')}`);
    return 2;
  }
  let broken = false;
  for (const [name, { title, measure, onRequest }] of Object.entries(TABLES)) {
    if (wanted.length > 0 ? !wanted.includes(name) : onRequest) continue;
    if (!told(title, await measure())) broken = true;
  }
  return broken ? 1 : 0;
}

/** Prints a table; answers whether every promise in it is kept. */
function told(title: string, figures: readonly Figure[]): boolean {
  print(title, figures);
  return kept(figures);
}

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.exitCode = await main(process.argv.slice(2));
