import { existsSync } from 'node:fs';
import type { Diagnosis } from '../lambda/model/diagnosis.ts';
import type { Evidence } from '../lambda/model/evidence.ts';
import type { World } from '../lambda/model/world.ts';

/** What Lambda hands to a handler beside the event, as far as the product reads it. */
export type Context = { readonly awsRequestId: string; getRemainingTimeInMillis(): number };

/** The product, as it is deployed. */
export type Bundle = {
  createHandler(world: World): (event: unknown, context: Context) => Promise<unknown>;
  diagnoseEvidence(evidence: Evidence): Diagnosis;
};

const BUNDLE = new URL('../dist/lambda/respond.mjs', import.meta.url);

/** Loads the built bundle; the SDK's note on the end of Node 20 is not for the reader of a test or a demo. */
export async function loadBundle(): Promise<Bundle> {
  if (!existsSync(BUNDLE)) throw new Error('dist/lambda/respond.mjs is missing: run npm run build first');
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const bundle: Bundle = await import(BUNDLE.href);
  return bundle;
}
