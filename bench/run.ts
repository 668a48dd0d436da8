import { accuracyFigures } from './accuracy.ts';
import { bundleFigures } from './bundle.ts';
import { crowdFigures } from './crowd.ts';
import { type Figure, kept, print } from './figure.ts';
import { handlerFigures } from './handler.ts';
import { hostileFigures } from './hostile.ts';
import { recorderFigures } from './recorder.ts';

/** Measures what the product promises, in one run on one machine; exit status 1 where a promise is broken. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const tables: readonly (readonly [string, readonly Figure[]])[] = [
  // First: what a server makes of the memory shows only in a process that nothing has stretched yet.
  ['Two alarms, 32 hostile origins', await hostileFigures()],
  ['One alarm, 8 origins, 30 ms an AWS call, 80 ms to each origin', await handlerFigures()],
  ['One alarm, 1,000 origins on loopback', await crowdFigures()],
  ['One handshake', await recorderFigures()],
  ['The bundle', bundleFigures()],
  ['Every case of the lab', await accuracyFigures()],
];
for (const [title, figures] of tables) print(title, figures);
process.exitCode = tables.every(([, figures]) => kept(figures)) ? 0 : 1;
