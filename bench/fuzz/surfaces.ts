import { alarms } from './alarms.ts';
import { dns } from './dns.ts';
import { message } from './report.ts';
import type { Surface } from './surface.ts';
import { certificate, path, wire } from './tls.ts';

/** Everything that takes what strangers send. */
export const SURFACES: readonly Surface[] = [wire, certificate, path, dns, alarms, message];
