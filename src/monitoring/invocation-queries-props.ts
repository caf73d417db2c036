import * as logs from 'aws-cdk-lib/aws-logs';

/** What `InvocationQueries` query. */
export interface InvocationQueriesProps {
  /** The log group that receives the records of invocations, such as `BedrockLoggingConfig.logGroup`. */
  readonly logGroup: logs.ILogGroup;

  /**
   * The log group of a CloudTrail trail, for queries of throttled and denied calls. AWS does not document that records of invocations hold
   * failed calls.
   *
   * @default - no queries of a trail
   */
  readonly trailLogGroup?: logs.ILogGroup;

  /**
   * Keys that callers send as `requestMetadata`, such as `team`. Each gets a query. A key has 1 to 256 letters, digits, spaces and
   * `: _ @ $ # = / + , - .`
   *
   * @default - none
   */
  readonly metadataKeys?: string[];

  /**
   * The folder of the queries in the console. It contains folders named after the stack and this construct, so that names of queries do not
   * collide with those of other stacks.
   *
   * @default 'Bedrock'
   */
  readonly folder?: string;

  /**
   * How many times an output token counts against the tokens-per-minute quota, in the query of quota tokens. It applies to all models.
   *
   * @default - for each Claude model the rate that AWS states; 10 if it states none, and for application profiles; 1 for other models
   */
  readonly outputTokenBurndownRate?: number;
}
