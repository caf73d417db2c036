import * as logs from 'aws-cdk-lib/aws-logs';

/** What `InvocationQueries` ask. */
export interface InvocationQueriesProps {
  /** The log group that receives the records of invocations, such as `BedrockLoggingConfig.logGroup`. */
  readonly logGroup: logs.ILogGroup;

  /**
   * The log group of a CloudTrail trail. Throttled and denied calls are found there: no AWS page says that records of invocations hold
   * calls that failed.
   *
   * @default - no queries of a trail
   */
  readonly trailLogGroup?: logs.ILogGroup;

  /**
   * Keys that callers send as `requestMetadata`, such as `team`: a query for each. 1 to 256 letters, digits, spaces and
   * `: _ @ $ # = / + , - .`
   *
   * @default - none
   */
  readonly metadataKeys?: string[];

  /**
   * The folder of the queries in the console. Beneath it, they lie under the names of the stack and of this construct, so that no other
   * stack's queries have the same names.
   *
   * @default 'Bedrock'
   */
  readonly folder?: string;

  /**
   * How many times an output token counts against the tokens-per-minute quota, in the query of quota tokens: of all models alike.
   *
   * @default - for each Claude model the rate that AWS states; 10 where it states none, and for application profiles; 1 for other models
   */
  readonly outputTokenBurndownRate?: number;
}
