import type { Duplex } from 'node:stream';

/** What DNS is asked through; `node:dns/promises`.Resolver fits. Rejections carry `code` (`ENOTFOUND`, `ENODATA`, `ESERVFAIL`, …). */
export type Resolver = {
  resolve4(name: string): Promise<string[]>;
  resolve6(name: string): Promise<string[]>;
  resolveCname(name: string): Promise<string[]>;
  cancel(): void;
};

/** Where and as whom AWS is called. Everything optional: the SDK's own defaults hold otherwise. */
export type AwsSettings = {
  readonly endpoint?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  readonly profile?: string;
};

/** All that the function touches outside itself: the roof builds it once, a test or the lab builds its own. */
export type World = {
  now(): Date;
  readonly resolver: Resolver;
  /** Opens a TCP connection; emits `connect`, `error`, `close` as `net.Socket` does. */
  dial(address: string, port: number): Duplex;
  /** Trust anchors, PEM. */
  readonly trustAnchors: readonly string[];
  readonly aws: AwsSettings;
  /** Only the terminal's `--allow-private-addresses` sets it. */
  readonly allowPrivateAddresses: boolean;
  /** The topic that diagnoses go to. */
  readonly topicArn: string;
};
