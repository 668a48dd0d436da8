import type { Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import { ADMIT_CLOUDFRONT } from './read-log.ts';
import { shellLine } from './shell.ts';
import { showChain } from './verify.ts';

/** Where a connection ends before a byte came back: what accepts it, then what stands before that. */
export function findWhoHangsUp(target: Target): Step[] {
  const { address, port, scheme } = target;
  const again = scheme === 'https' ? showChain(target) : shellLine('nc', '-vz', '-w', '5', address, String(port));
  return [
    {
      action: `On the origin, see what accepts connections on port ${port} and read its log for this moment: a proxy whose target is down, a limit of connections, a site that has no certificate`,
      command: `sudo ss -ltnp 'sport = :${port}'; sudo journalctl -u nginx -u caddy -u haproxy --since -10min`,
      verify: again,
    },
    {
      ...ADMIT_CLOUDFRONT,
      action: `If its log shows no connection of ours, something before it hangs up: ${ADMIT_CLOUDFRONT.action}`,
    },
  ];
}
