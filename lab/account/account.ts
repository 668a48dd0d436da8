/** One call that the account received, in the order they came. */
export type Call = {
  /** IAM prefix: cloudfront, cloudwatch, elasticloadbalancing, acm, sns; for a stranger, the name it was signed for. */
  readonly service: string;
  /** For example DescribeCertificate; what was asked for, even where no such operation exists. */
  readonly operation: string;
  /** From the signature's scope. */
  readonly region: string;
  /** Present where it went to another account, through a role there. */
  readonly accountId?: string;
  /** Milliseconds since the account was started. */
  readonly at: number;
  /** The parameters under AWS's own names. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** `ok`, an error code, `garbage`, `hang`, or `unanswered` while it waits or when the caller left. */
  readonly outcome: string;
};

/** What one subscriber received. */
export type Delivery = {
  readonly protocol: string;
  readonly endpoint: string;
  /** Present where the protocol carries a subject. */
  readonly subject?: string;
  /** The publisher's words for this protocol. */
  readonly message: string;
  /** The same as it arrives: with the mail's footer, or in the JSON envelope. */
  readonly body: string;
};

/** One message that a topic accepted. */
export type Published = {
  readonly topicArn: string;
  readonly subject?: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly deliveries: readonly Delivery[];
};

/** A message that EventBridge Scheduler will send once. */
export type Scheduled = {
  readonly arn: string;
  readonly name: string;
  readonly groupName: string;
  /** ISO 8601. */
  readonly at: string;
  /** ARN of the queue, and of the role that sends to it. */
  readonly target: string;
  readonly roleArn: string;
  readonly message: string;
  readonly deletesItself: boolean;
};

/** A pretend AWS account that listens on loopback. */
export type Account = {
  /** For the SDK's `endpoint`, e.g. http://127.0.0.1:40123. */
  readonly endpoint: string;
  readonly calls: readonly Call[];
  readonly published: readonly Published[];
  readonly schedules: readonly Scheduled[];
  /** Ends every connection at once, waiting answers too. */
  close(): Promise<void>;
};
