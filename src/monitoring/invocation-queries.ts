import { Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { InvocationQueriesProps } from './invocation-queries-props';
import { checkQueriesProps, requireMetadataKey } from './queries/queries-rules';
import * as records from './queries/records';
import * as trail from './queries/trail';
import { fail, isConcrete } from '../checks/check';
import { LONGEST_QUERY_NAME } from '../core/facts/logs-insights';

/**
 * Saves CloudWatch Logs Insights queries on invocation records: the destination Regions of the calls, who made them, and how many tokens
 * count against the quota. With a trail's log group, also which calls were throttled or denied.
 *
 * AWS documents the fields of the records, except `inferenceRegion`, `errorCode`, the cache fields and `inputBodyS3Path`, which users
 * report. If a record lacks a field, its call is counted under an empty value. For example, calls that failed or that a guardrail blocked
 * appear under an empty Region, because no Region served them.
 *
 * Logs Insights discovers at most 200 fields in a record, and records of long conversations have more. The queries read the rest from the
 * record's text. Each query returns at most 10,000 rows. In a log group that masks data, callers can be masked too.
 *
 * Throws for a log group in another Region, for a folder or a metadata key that AWS rejects, and for duplicate keys.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
 */
export class InvocationQueries extends Construct {
  /** Calls and tokens by destination Region and model, most calls first. */
  public static readonly BY_DESTINATION_REGION = records.BY_DESTINATION_REGION;

  /** Calls and tokens by caller, most tokens first. All sessions of a role count as one caller. */
  public static readonly BY_CALLER = records.BY_CALLER;

  /** Calls and tokens by caller, most tokens first. Each session of a role counts as a separate caller. */
  public static readonly BY_SESSION = records.BY_SESSION;

  /**
   * Calls and tokens by the profile that callers named, by ID or ARN, most tokens first. An application profile appears under its own ID,
   * as in metrics.
   */
  public static readonly BY_MODEL = records.BY_MODEL;

  /**
   * Tokens and quota tokens by model and minute, busiest minutes first. Quota tokens are input, cache writes, and output times the burndown
   * rate that AWS states for the model. The query assumes 10 for a Claude model without a stated rate, and for an application profile,
   * whose records do not name the model.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-token-burndown.html
   */
  public static readonly QUOTA_TOKENS_PER_MINUTE = records.writeQuotaTokensPerMinute(records.STATED_RATES);

  /** The 20 calls with the most prompt tokens, including those of the cache. */
  public static readonly BIG_PROMPTS = records.BIG_PROMPTS;

  /** Prompt tokens by model: uncached, written to the cache and read from it, and the percentage read from it. */
  public static readonly CACHE_USE = records.CACHE_USE;

  /** For a trail: throttled and denied calls by error, model and caller, each with its latest message. */
  public static readonly THROTTLES_AND_DENIALS = trail.THROTTLES_AND_DENIALS;

  /**
   * For a trail: accepted calls by destination Region. AWS says that the Region is absent if the call was not re-routed.
   *
   * @see https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html
   */
  public static readonly DESTINATIONS_BY_TRAIL = trail.DESTINATIONS_BY_TRAIL;

  /**
   * Writes a query for calls and tokens by the value of a `requestMetadata` key. Calls without the key are counted under an empty value.
   *
   * Throws for a key that Amazon Bedrock rejects.
   *
   * @param key the key, for example `team`
   */
  public static byMetadataKey(key: string): string {
    requireMetadataKey(key);
    return records.writeByMetadata(key);
  }

  private readonly prefix: string;

  constructor(scope: Construct, id: string, props: InvocationQueriesProps) {
    super(scope, id);
    checkQueriesProps(this, props);
    const { logGroup, trailLogGroup, metadataKeys = [], folder = 'Bedrock' } = props;
    const { outputTokenBurndownRate: rate } = props;
    const stack = Stack.of(this);
    const path = this.node.path.slice(stack.node.path.length).replace(/^\//, '');
    this.prefix = `${folder}/${stack.stackName}/${path.replace(/[:*]/g, '-')}`;

    this.save('ByDestinationRegion', 'By destination Region', InvocationQueries.BY_DESTINATION_REGION, logGroup);
    this.save('ByCaller', 'By caller', InvocationQueries.BY_CALLER, logGroup);
    this.save('BySession', 'By session', InvocationQueries.BY_SESSION, logGroup);
    this.save('ByModel', 'By model', InvocationQueries.BY_MODEL, logGroup);
    const multiple = rate === undefined ? records.STATED_RATES : Token.isUnresolved(rate) ? Tokenization.stringifyNumber(rate) : `${rate}`;
    this.save('QuotaTokensPerMinute', 'Quota tokens per minute', records.writeQuotaTokensPerMinute(multiple), logGroup);
    this.save('BigPrompts', 'Big prompts', InvocationQueries.BIG_PROMPTS, logGroup);
    this.save('CacheUse', 'Cache use', InvocationQueries.CACHE_USE, logGroup);
    for (const key of metadataKeys) {
      const title = records.writeKeyTitle(key);
      this.save(`ByMetadata${title}`, `By metadata ${title}`, InvocationQueries.byMetadataKey(key), logGroup);
    }
    if (trailLogGroup) {
      this.save('ThrottlesAndDenials', 'Throttles and denials', InvocationQueries.THROTTLES_AND_DENIALS, trailLogGroup);
      this.save('DestinationsByTrail', 'By destination Region, from CloudTrail', InvocationQueries.DESTINATIONS_BY_TRAIL, trailLogGroup);
    }
  }

  private save(id: string, title: string, queryString: string, logGroup: logs.ILogGroup): void {
    const name = `${this.prefix}/${title}`;
    if (isConcrete(name) && name.length > LONGEST_QUERY_NAME) {
      fail(this, `The name of a query must have at most ${LONGEST_QUERY_NAME} characters, got: ${name.length} ("${name}"). ` +
        'Choose a shorter \'folder\' or shorter IDs of constructs');
    }
    new logs.CfnQueryDefinition(this, id, { name, queryString, logGroupNames: [logGroup.logGroupName] });
  }
}
