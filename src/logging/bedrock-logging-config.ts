import { Annotations, CustomResource, RemovalPolicy, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct, Dependable, IConstruct, IDependable } from 'constructs';
import { BedrockLoggingConfigProps } from './bedrock-logging-config-props';
import * as delivery from './delivery';
import { ExistingLogging } from './existing-logging';
import { LoggingChoices } from './logging-choices';
import { LoggingRemoval } from './logging-removal';
import { checkLoggingProps, RESOURCES } from './logging-rules';
import { LoggingWriter, readAttribute } from './logging-writer';
import { requireSole } from './sole-config';
import { explainBlanks, writeStatementText } from './statement-text';
import { createBucket, createKey, createLogGroup } from './stores';
import { dropsPolicies, requireRecipient } from '../checks/recipient';
import { capitalize } from '../core/call/words';
import type { Setting } from '../lambda/logging/wire';
import { InvocationAlarms } from '../monitoring/invocation-alarms';
import { InvocationAlarmsProps } from '../monitoring/invocation-alarms-props';
import { InvocationDashboard } from '../monitoring/invocation-dashboard';
import { InvocationDashboardProps } from '../monitoring/invocation-dashboard-props';
import { RecordDelivery } from '../monitoring/record-delivery';

/**
 * Records Amazon Bedrock model invocations in the stack's account and Region: who called which model, with which prompts, and in which
 * destination Region.
 *
 * An account has one logging setting in each Region. This construct replaces an existing setting only if you allow it (`onExisting`), and
 * restores what it found when you remove it (`onRemoval`).
 *
 *
 * Throws for props that contradict each other, for resources known to be in another account or Region, and for a second
 * `BedrockLoggingConfig` for the same account and Region in the app. By default, a deployment fails and writes nothing if a different
 * setting exists. It always does so if another stack owns the setting.
 *
 * Bedrock records only calls to `bedrock-runtime`.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export class BedrockLoggingConfig extends Construct {
  /** The log group that receives the records; undefined without `LoggingDestination.CLOUDWATCH_LOGS`. */
  public readonly logGroup?: logs.ILogGroup;

  /** The bucket that receives records or large bodies; undefined if nothing goes to S3. */
  public readonly bucket?: s3.IBucket;

  /** The bucket that receives large bodies; undefined without `largeData`. */
  public readonly largeDataBucket?: s3.IBucket;

  /** The role that Bedrock assumes to write to the log group; undefined without a log group. */
  public readonly deliveryRole?: iam.IRole;

  /** The key that encrypts the log group and the bucket of this construct; undefined if you passed both. */
  public readonly encryptionKey?: kms.IKey;

  /**
   * The setting that the deployment found, as JSON: what `LoggingRemoval.RESTORE_PREVIOUS` restores. It is `none` if logging was off, and
   * only the length if the JSON exceeds 1,000 bytes. Resolved at deployment.
   */
  public readonly foundConfiguration: string;

  /**
   * This stack's setting, as JSON, whether the deployment wrote it or found it. Only the length if the JSON exceeds 1,000 bytes. Resolved
   * at deployment.
   */
  public readonly writtenConfiguration: string;

  /**
   * Who owned the live setting when the function last ran. The function runs at deployments that change a prop of this construct.
   *
   * - `THIS_STACK`: this stack wrote it.
   * - `FOUND`: it existed before this stack, which leaves it alone.
   * - `SOMEBODY_ELSE`: it is a different setting, or the claim was lost.
   * - `NOBODY`: logging is off.
   */
  public readonly settingOwner: string;

  /** The role of the function that writes the setting, for policies and for `loggingWriterRoleArns` of your own alarms. */
  public readonly writerRole: iam.IRole;

  /** The log group of that function, for `loggingWriterLogGroup` of your own alarms. */
  public readonly writerLogGroup: logs.ILogGroup;

  private readonly choices: LoggingChoices;
  /** The policies that must be in force before Bedrock can check the setting. */
  private readonly permissions: IDependable[] = [];

  constructor(scope: Construct, id: string, private readonly props: BedrockLoggingConfigProps) {
    super(scope, id);
    this.choices = checkLoggingProps(this, props);
    requireSole(this);
    const { toLogGroup, largeData, createsLogGroup, createsBucket } = this.choices;
    this.encryptionKey = createsLogGroup || createsBucket ? this.provideKey() : undefined;
    this.bucket = props.bucket ?? (createsBucket ? createBucket(this, 'Bucket', props, this.encryptionKey) : undefined);
    this.largeDataBucket = largeData ? props.largeDataBucket ?? this.bucket : undefined;
    if (toLogGroup) {
      this.logGroup = props.logGroup ?? createLogGroup(this, 'LogGroup', props, this.encryptionKey);
      this.deliveryRole = this.provideRole(this.logGroup);
    }
    for (const { prop, bucket, keyPrefix } of this.objectDeliveries) {
      this.letBedrockPut(prop, bucket, keyPrefix);
    }

    this.warnOfRemoval();

    const writer = new LoggingWriter(this, {
      permissionsBoundary: props.permissionsBoundary,
      runtime: props.handlerRuntime,
      deliveryRoleArn: this.deliveryRole?.roleArn,
      previousRoleArns: props.previousRoleArns ?? [],
    });
    this.writerRole = writer.role;
    this.writerLogGroup = writer.logGroup;
    const setting = this.createSetting(writer);
    this.foundConfiguration = readAttribute(setting, 'FoundConfiguration');
    this.writtenConfiguration = readAttribute(setting, 'WrittenConfiguration');
    this.settingOwner = readAttribute(setting, 'SettingOwner');
    // The setting is a child of the stack, but what depends on this construct must wait for it too.
    Dependable.implement(this, { dependencyRoots: [this, setting] });
  }

  /**
   * Allows a principal to read the records: the log group's events and queries, the buckets' objects, and decryption. Masked data stays
   * masked, unless another policy grants the principal `logs:Unmask`.
   *
   * Throws if it would grant nothing, or grant access to all of another account; the message says what to do instead. That is the case for
   * a role imported from another account or with `mutable: false`, and for an unknown or service principal.
   *
   * @param grantee the role, user or group, or a construct that has one
   */
  public grantRead(grantee: iam.IGrantable): iam.Grant {
    requireRecipient(this, 'grantee', grantee);
    const grants: iam.Grant[] = [];
    if (this.logGroup) {
      grants.push(this.logGroup.grantRead(grantee), this.logGroup.grant(grantee, 'logs:StartQuery', 'logs:GetQueryResults'));
    }
    for (const { bucket, keyPrefix } of this.objectDeliveries) {
      grants.push(...delivery.writeRecordsPatterns(this, keyPrefix).map((pattern) => bucket.grantRead(grantee, pattern)));
    }
    return grants.reduce((all, grant) => all.combine(grant));
  }

  /**
   * Adds a dashboard that shows whether records are delivered. With a log group, it shows the calls' destination Regions and callers. With
   * models, it also shows their calls, latencies, tokens and quotas.
   *
   * @param id the construct's ID
   * @param props what else to show; `logGroup` and `deliveries` default to those of this construct
   */
  public addDashboard(id: string, props: InvocationDashboardProps = {}): InvocationDashboard {
    return new InvocationDashboard(this, id, addDefaults(props, { logGroup: this.logGroup, deliveries: this.recordDeliveries }));
  }

  /**
   * Adds alarms for records that Bedrock could not deliver, for changes to the setting by anyone but this stack, and for deployments that
   * find such a change. `props` can name more to watch, such as models. Warns if a second call repeats alarms of the first.
   *
   * @param id the construct's ID
   * @param props what else to watch, and the actions; `logGroup`, `deliveries`, `loggingWriterRoleArns` and `loggingWriterLogGroup` default
   * to those of this construct
   */
  public addAlarms(id: string, props: InvocationAlarmsProps = {}): InvocationAlarms {
    const writer = props?.loggingChanges?.enabled === false ? {}
      : { loggingWriterRoleArns: [this.writerRole.roleArn], loggingWriterLogGroup: this.writerLogGroup };
    const earlier = this.node.children.filter((child) => child instanceof InvocationAlarms);
    const defaults = { logGroup: this.logGroup, deliveries: this.recordDeliveries, ...writer };
    const alarms = new InvocationAlarms(this, id, addDefaults(props, defaults));
    warnOfRepeatedAlarms(earlier, alarms);
    return alarms;
  }

  private get recordDeliveries(): RecordDelivery[] {
    return [
      ...this.logGroup ? [RecordDelivery.CLOUDWATCH_LOGS] : [],
      ...this.choices.toBucket ? [RecordDelivery.S3] : [],
      ...this.largeDataBucket ? [RecordDelivery.LARGE_DATA] : [],
    ];
  }

  /** The buckets and prefixes that receive objects. */
  private get objectDeliveries(): { readonly prop: string; readonly bucket: s3.IBucket; readonly keyPrefix?: string }[] {
    const { keyPrefix } = this.props;
    const records = this.choices.toBucket ? [{ prop: 'bucket', bucket: this.bucket!, keyPrefix }] : [];
    const prop = this.props.largeDataBucket ? 'largeDataBucket' : 'bucket';
    const large = this.largeDataBucket ? [{ prop, bucket: this.largeDataBucket, keyPrefix: this.largeDataKeyPrefix }] : [];
    const isSameAsRecords = ({ bucket, keyPrefix: largeKeyPrefix }: typeof large[number]) =>
      records.some((record) => record.bucket === bucket && record.keyPrefix === largeKeyPrefix);
    return [...records, ...large.filter((target) => !isSameAsRecords(target))];
  }

  private get largeDataKeyPrefix(): string | undefined {
    return this.props.largeDataKeyPrefix ?? this.props.keyPrefix;
  }

  private provideKey(): kms.IKey {
    const { createsLogGroup, createsBucket } = this.choices;
    const key = this.props.encryptionKey ?? createKey(this, 'Key', this.props, createsBucket);
    const statements = [
      ...createsLogGroup ? [delivery.allowLogGroupEncryption(this, this.props.logGroupName)] : [],
      ...createsBucket ? [delivery.allowObjectEncryption(this)] : [],
    ];
    for (const statement of statements) {
      this.warnUnless(key.addToResourcePolicy(statement, true).statementAdded, 'encryptionKey', statement);
    }
    return key;
  }

  private provideRole(logGroup: logs.ILogGroup): iam.IRole {
    const { deliveryRole, permissionsBoundary } = this.props;
    const statement = delivery.allowRecords(this, logGroup.logGroupName);
    if (deliveryRole) {
      this.letRoleWrite(deliveryRole, statement);
      return deliveryRole;
    }
    const role = new iam.Role(this, 'DeliveryRole', {
      assumedBy: delivery.trustBedrock(this),
      description: 'Amazon Bedrock writes records of model invocations with it',
      permissionsBoundary,
      inlinePolicies: { Delivery: new iam.PolicyDocument({ statements: [statement] }) },
    });
    this.keepWithSetting(role);
    return role;
  }

  private letRoleWrite(role: iam.IRole, statement: iam.PolicyStatement): void {
    const closed = dropsPolicies(role);
    this.warnUnless(!closed, 'deliveryRole', statement);
    if (!closed) {
      // In this stack, so that the role may be in another one.
      const policy = new iam.Policy(this, 'DeliveryPolicy', { statements: [statement], roles: [role] });
      this.permissions.push(policy);
      this.keepWithSetting(policy);
    }
    const fault = delivery.findTrustFault(this, role);
    if (fault) {
      this.warn('deliveryRoleTrust', `'deliveryRole' (${role.node.path}) ${fault}. ` +
        'Let it trust the service with the conditions aws:SourceAccount and aws:SourceArn, ' +
        'like the role that is created without \'deliveryRole\'');
    }
  }

  private letBedrockPut(prop: string, bucket: s3.IBucket, keyPrefix?: string): void {
    const statement = delivery.allowObjects(this, bucket.bucketArn, keyPrefix);
    this.warnUnless(bucket.addToResourcePolicy(statement).statementAdded, prop, statement);
    if (bucket.policy) {
      this.permissions.push(bucket.policy);
      this.keepWithSetting(bucket.policy);
    }
    if (bucket.encryptionKey && bucket.encryptionKey !== this.encryptionKey) {
      const encrypt = delivery.allowObjectEncryption(this);
      this.warnUnless(bucket.encryptionKey.addToResourcePolicy(encrypt, true).statementAdded, `${prop}.encryptionKey`, encrypt);
    }
  }

  /** Warns of a statement that could not be added to a resource of the user. */
  private warnUnless(added: boolean, prop: string, statement: iam.PolicyStatement): void {
    if (!added) {
      const text = writeStatementText(this, statement);
      this.warn('missingStatement', `the policy of '${prop}' cannot be changed in this app. ` +
        `The deployment fails, unless the policy has this statement: ${text}${explainBlanks(text)}`);
    }
  }

  /** Warns if the setting stays, while resources of the app that it needs may be removed. */
  private warnOfRemoval(): void {
    const brought = RESOURCES.filter((prop) => {
      const resource = this.props[prop];
      return resource && Resource.isOwnedResource(resource);
    });
    if (this.props.onRemoval === LoggingRemoval.RETAIN && brought.length > 0) {
      const names = brought.map((prop) => `'${prop}'`).join(', ');
      const [them, their] = brought.length === 1 ? ['it', 'its policy'] : ['them', 'their policies'];
      this.warn('broughtAlong', `LoggingRemoval.RETAIN keeps the setting and what is created for it, but ${names} of this app ` +
        `may be removed. Keep ${them}, and the statements that are added to ${their}, or records are lost`);
    }
  }

  private warn(id: string, message: string): void {
    Annotations.of(this).addWarningV2(`cdk-bedrock-cris:logging.${id}`, `${this.node.path}: ${message}`);
  }

  /** With RETAIN, keeps what Bedrock needs to deliver. */
  private keepWithSetting(resource: iam.Role | iam.Policy | s3.BucketPolicy): void {
    if (this.props.onRemoval === LoggingRemoval.RETAIN) {
      resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    }
  }

  private createSetting(writer: LoggingWriter): CustomResource {
    const { onExisting, onRemoval, keyPrefix, previousRoleArns = [], previousBucketNames = [] } = this.props;
    const { toBucket, data, createsBucket } = this.choices;
    const loggingConfig: Setting = {
      cloudWatchConfig: this.logGroup && this.deliveryRole && {
        logGroupName: this.logGroup.logGroupName,
        roleArn: this.deliveryRole.roleArn,
        largeDataDeliveryS3Config: this.largeDataBucket && {
          bucketName: this.largeDataBucket.bucketName,
          keyPrefix: this.largeDataKeyPrefix,
        },
      },
      s3Config: toBucket ? { bucketName: this.bucket!.bucketName, keyPrefix } : undefined,
      textDataDeliveryEnabled: data.textData,
      imageDataDeliveryEnabled: data.imageData,
      embeddingDataDeliveryEnabled: data.embeddingData,
      videoDataDeliveryEnabled: data.videoData,
      audioDataDeliveryEnabled: data.audioData,
    };
    const setting = writer.createSetting({
      OnExisting: onExisting ?? ExistingLogging.REFUSE,
      OnRemoval: onRemoval ?? LoggingRemoval.RESTORE_PREVIOUS,
      LoggingConfig: loggingConfig,
      NeedsConstruct: createsBucket || (this.deliveryRole !== undefined && this.deliveryRole !== this.props.deliveryRole),
      PreviousRoleArns: previousRoleArns,
      PreviousBucketNames: previousBucketNames,
    });
    setting.node.addDependency(...this.permissions);
    return setting;
  }
}

/** The kinds of alarms that do not depend on the models and profiles that are watched. */
const SAME_FOR_ALL = ['deliveryFailure', 'missingRegion', 'loggingChanges'] as const;

/** Warns of alarms that an earlier InvocationAlarms of the same records already has. */
function warnOfRepeatedAlarms(earlier: readonly IConstruct[], alarms: InvocationAlarms): void {
  const has = ({ node }: IConstruct, kind: string) => node.tryFindChild(capitalize(kind)) !== undefined;
  const repeated = SAME_FOR_ALL.filter((kind) => has(alarms, kind) && earlier.some((one) => has(one, kind)));
  if (repeated.length > 0) {
    Annotations.of(alarms).addWarningV2('cdk-bedrock-cris:monitoring.repeatedAlarms', `${alarms.node.path}: an earlier addAlarms() ` +
      `already has these alarms: ${repeated.join(', ')}. Switch them off here, such as { ${repeated[0]}: { enabled: false } }, ` +
      'or acknowledge this warning');
  }
}

/** Adds defaults to props. An undefined prop counts as left out, as in the other languages. */
function addDefaults<T extends object>(props: T, defaults: Partial<T>): T {
  return { ...defaults, ...Object.fromEntries(Object.entries(props ?? {}).filter(([, value]) => value !== undefined)) } as T;
}
