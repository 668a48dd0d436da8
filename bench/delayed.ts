import { Duplex } from 'node:stream';

/** A connection over a line with the given round trip: it takes one to open, and half of one each way for every byte. */
export function delayed(socket: Duplex, roundTripMs: number): Duplex {
  const later = (work: () => void, ms = roundTripMs / 2) => setTimeout(work, ms);
  const line = new Duplex({
    allowHalfOpen: false,
    read() {},
    write(chunk, _encoding, done) {
      later(() => socket.writable && socket.write(chunk));
      done();
    },
    final(done) {
      later(() => socket.end());
      done();
    },
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  socket.once('connect', () => later(() => line.emit('connect'), roundTripMs));
  socket.on('data', (chunk) => later(() => line.destroyed || line.push(chunk)));
  socket.once('end', () => later(() => line.destroyed || line.push(null)));
  socket.once('error', (error) => later(() => line.destroy(error)));
  return line;
}
