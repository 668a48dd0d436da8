import type { Distribution, Origin } from './model/distribution.ts';
import type { ListenerAction } from './model/load-balancer.ts';

/** A request as it came to a listener, and to which path of the origin. */
export type Asked = {
  readonly scheme: 'https' | 'http';
  readonly host: string;
  readonly port: number;
  readonly path: string;
};

type Redirect = Extract<ListenerAction, { kind: 'redirect' }>;

/**
 * Where a listener's redirect sends a request; undefined where that is no URL. The port is left out where it is the scheme's
 * own. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export function redirectTo({ protocol, host, port, path }: Redirect, asked: Asked): URL | undefined {
  const words: Readonly<Record<string, string>> = {
    protocol: asked.scheme,
    host: asked.host,
    port: String(asked.port),
    path: asked.path.replace(/^\//, ''),
  };
  const fill = (text: string) =>
    text.replace(/#\{(protocol|host|port|path)\}/g, (_, word: string) => words[word] ?? '');
  const url = `${fill(protocol).toLowerCase()}://${fill(host)}:${fill(port)}${fill(path)}`;
  return URL.canParse(url) ? new URL(url) : undefined;
}

/** Back to the very request that was made, or to the distribution, which makes the same request again. */
export function goesBack(to: URL, asked: Asked, { domainName, aliases }: Distribution, origin: Origin): boolean {
  if (to.href === new URL(`${asked.scheme}://${asked.host}:${asked.port}${asked.path}`).href) return true;
  const viewerPath = asked.path === (origin.path || '/') ? '/' : asked.path;
  return [domainName, ...aliases].includes(to.hostname) && to.port === '' && to.pathname === viewerPath;
}
