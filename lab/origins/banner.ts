import { createServer } from 'node:net';
import { listen, type OriginServer } from '../loopback.ts';

/** What OpenSSH says first. https://www.rfc-editor.org/rfc/rfc4253#section-4.2 */
export const SSH_BANNER = 'SSH-2.0-OpenSSH_9.6p1 Ubuntu-3ubuntu13.5\r\n';

/** A server of another protocol, which speaks first and waits. */
export function bannerOrigin(banner: string | Uint8Array = SSH_BANNER): OriginServer {
  return (host) =>
    listen(
      createServer((socket) => {
        socket.resume();
        socket.write(banner);
      }),
      host,
    );
}
