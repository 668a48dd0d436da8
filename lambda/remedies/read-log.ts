import type { Step } from '../model/finding.ts';
import type { Target } from '../model/handshake.ts';
import { showChain } from './verify.ts';

/** What stands before a server, and whom it must let through. */
export const ADMIT_CLOUDFRONT: Step = {
  action: 'a firewall, a middlebox, a rate limit. All of them must admit the addresses of CloudFront',
  command:
    "aws ec2 describe-managed-prefix-lists --region us-east-1 --filters Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing --query 'PrefixLists[].PrefixListId'",
  reference: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html',
};

/** Where the wire does not tell why: the server's own log, then what stands before it. */
export function readLog(target: Target): Step[] {
  return [
    {
      action: `Repeat the dial and read what the server logs at that moment: who ends TLS on port ${target.port}, and whether it has a certificate and key for ${target.serverName}`,
      command: showChain(target),
      verify: `sudo ss -ltnp 'sport = :${target.port}'; sudo journalctl -u nginx -u caddy -u apache2 --since -10min`,
    },
    {
      ...ADMIT_CLOUDFRONT,
      action: `If the log shows nothing, look at what stands before the server: ${ADMIT_CLOUDFRONT.action}`,
    },
  ];
}
