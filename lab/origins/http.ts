import { createServer } from 'node:http';
import { listen, type OriginServer } from '../loopback.ts';
import { answering, type HttpAnswer, SOUND } from './answer.ts';

/** An origin that speaks HTTP in the clear: what it makes of a ClientHello is its own `400 Bad Request`. */
export function httpOrigin(answer: HttpAnswer = SOUND): OriginServer {
  return (host) => listen(createServer(answering(answer)), host);
}
