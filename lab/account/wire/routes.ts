import { CommonError } from '../errors.ts';
import type { Request } from './protocol.ts';
import { documentOf } from './read-xml.ts';

/** One operation's address: a path template with `{Label}`s. Without a method: GET. */
export type Route = { readonly operation: string; readonly path: string; readonly method?: 'POST' };

/** The route that a request goes to, if any. */
export function find(routes: readonly Route[], { method, path }: Request): Route | undefined {
  const steps = path.split('/');
  return routes.find((route) => {
    const template = route.path.split('/');
    const fits = (step: string, index: number) => (step.startsWith('{') ? steps[index] : steps[index] === step);
    return method === (route.method ?? 'GET') && template.length === steps.length && template.every(fits);
  });
}

/** The labels of its path and its query. Throws where the path is no UTF-8. */
export function parametersOf(routes: readonly Route[], request: Request): Record<string, unknown> {
  const route = find(routes, request);
  if (!route) return {};
  const steps = request.path.split('/');
  const labels = route.path.split('/').flatMap((step, index) => {
    return step.startsWith('{') ? [[step.slice(1, -1), decode(steps[index] ?? '')] as const] : [];
  });
  const body = route.method === 'POST' ? Object.entries(documentOf(request.body)) : [];
  return Object.fromEntries([...labels, ...request.query, ...body]);
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    throw new CommonError('malformed', 'the path is not percent-encoded UTF-8');
  }
}
