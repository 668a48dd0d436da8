import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Errors that the product tells apart, or whose class carries the SDK's own retry trait. Any other keeps AWS's wire code as its name. */
const KEPT_ERRORS =
  /^(AccessDenied|Authorization|NoSuch|NotFound|LoadBalancerNotFound|ListenerNotFound|ResourceNotFound|RequestInProgress|InvalidParameter|Validation|Throttl)/;

const SCHEMAS = /[\\/]client-[^\\/]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/;

/**
 * The SDK's schemas, made shakeable. Their keys are computed from constants, which a bundler must take for side effects, and
 * every modelled error is registered: both keep operations alive that nobody calls. Should the SDK's generated code change
 * its form, nothing matches and the bundle only grows; a test on its size says so.
 */
const slimSchemas: Plugin = {
  name: 'slim-schemas',
  setup(build) {
    build.onLoad({ filter: SCHEMAS }, async ({ path }) => ({
      contents: slim(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

function slim(code: string): string {
  const constants = code.matchAll(/^const (_\w+) = ("[^"\\]*");$/gm);
  const words = new Map([...constants].map(([, name = '', word = '']) => [name, word]));
  return code
    .replace(/\[(_\w+)\]:/g, (key, name: string) => (words.has(name) ? `${words.get(name)}:` : key))
    .replace(/^n0_registry\.registerError\((\w+)\$, \w+\);$/gm, (line, name: string) =>
      KEPT_ERRORS.test(name) ? line : '',
    );
}

/** Each client bundles its whole package.json in order to say its version. */
const versionOnly: Plugin = {
  name: 'version-only',
  setup(build) {
    build.onLoad({ filter: /node_modules[\\/]@(aws-sdk|smithy)[\\/].*package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};

/** What the client of CloudWatch Logs asks of event streams while it is made; the operations that use them stay out. */
const NO_EVENT_STREAMS = `
  export const eventStreamSerdeProvider = () => undefined;
  export const resolveEventStreamSerdeConfig = (config) => config;
`;

/** Only browsers load bowser, and no operation here streams events. */
const withoutUnreached: Plugin = {
  name: 'without-unreached',
  setup(build) {
    const namespace = 'unreached';
    build.onResolve({ filter: /^(bowser|@smithy\/core\/event-streams)$/ }, ({ path }) => ({ path, namespace }));
    build.onLoad({ filter: /.*/, namespace }, () => ({ contents: NO_EVENT_STREAMS }));
  },
};

/** Lambda gives a function its credentials in the environment; every other source of them stays out of its bundle. */
export const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup(build) {
    const namespace = 'environment';
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
      path: 'credentials',
      namespace,
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /.*/, namespace }, ({ pluginData }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      resolveDir: pluginData,
    }));
  },
};

/** What makes the SDK small in any bundle of ours. */
export const sdkSlim: readonly Plugin[] = [slimSchemas, versionOnly, withoutUnreached];
