import * as logs from 'aws-cdk-lib/aws-logs';

/** What the queries of `InvocationQueries` read. */
export interface InvocationQueriesProps {
  /** The log group that receives invocation records, such as `BedrockLoggingConfig.logGroup`. */
  readonly logGroup: logs.ILogGroup;

  /**
   * The log group of a CloudTrail trail, for queries on throttled and denied calls. AWS does not document whether invocation records
   * include failed calls.
   *
   * @default - no queries on a trail
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
   * The folder for the queries in the console. Inside it, folders named after the stack and this construct keep query names from colliding
   * with those of other stacks.
   *
   * @default 'Bedrock'
   */
  readonly folder?: string;

  /**
   * How many times an output token counts against the tokens-per-minute quota, in the query on quota tokens. It applies to all models.
   *
   * @default - for each Claude model, the rate that AWS states; 10 if it states none, and for application profiles; 1 for other models
   */
  readonly outputTokenBurndownRate?: number;
}
