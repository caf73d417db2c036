import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { chooseSourceRegion } from './access-rules';
import { allowApplicationProfile } from './allowed-profiles';
import { checkBatchProps } from './batch-rules';
import { BatchStores, describeStore, StoreOfJobs } from './batch-stores';
import { ClaudeBatchAccessProps } from './claude-batch-access-props';
import { listWildcards, SharedInlinePolicies } from './shared-inline-policies';
import { requireKnownRegion } from './source-region';
import { IApplicationProfile } from '../catalog/application-profile';
import { GlobalInferenceProfile } from '../catalog/global-inference-profile';
import { choosePartition } from '../catalog/partition';
import { acknowledgeWildcards } from '../checks/acknowledge';
import { areDifferent, fail } from '../checks/check';
import { Recipient, requireRecipient } from '../checks/recipient';
import { writeBatchJobArn } from '../core/facts/arns';
import { BEDROCK_SERVICE, ConditionKey } from '../core/facts/iam-words';
import { INLINE_LIMITS } from '../core/facts/limits';
import { AllowedProfile, writeAllows } from '../core/statements/allows';
import { writeBatchFiles, writeBatchStorage, writeBatchSubmission } from '../core/statements/batch';
import { StatementJson } from '../core/statements/deny';
import { countCharacters, wrapStatements } from '../core/statements/size';

/**
 * Enables batch inference with Claude through global inference profiles.
 *
 * Creates the service role with which Amazon Bedrock runs jobs. The role may only call the models, read the prompts and write the answers.
 * Creates the buckets too, unless you pass them. `grantSubmit()` lets a role create jobs.
 *
 * Guardrails do not work with batch. A role or service control policy that requires one denies the calls that jobs make.
 *
 * Throws without a model or application profile, for duplicates, for models that AWS says do not support batch, and for a source Region
 * known not to offer a model. Also throws for buckets known to be in another Region, if jobs would read answers as prompts, and for props
 * that contradict each other. Warns about models that AWS does not list for batch in the Region.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html
 */
export class ClaudeBatchAccess extends Construct {
  /** The role that Amazon Bedrock assumes to run a job. Pass its ARN as `roleArn` to CreateModelInvocationJob. */
  public readonly serviceRole: iam.IRole;

  /** The bucket that holds the prompts, passed or created. */
  public readonly inputBucket: s3.IBucket;

  /** The bucket for the answers, passed or created. */
  public readonly outputBucket: s3.IBucket;

  /** The folder for the prompts, such as `s3://prompts/batch/`. The `s3Uri` of a job's input must begin with it. */
  public readonly inputUri: string;

  /** The folder for the answers, such as `s3://answers/batch/`. The `s3Uri` of a job's output must be this folder or begin with it. */
  public readonly outputUri: string;

  /** The global inference profiles that jobs may call, in the order of `models`. Pass `profileArn` as `modelId` of a job. */
  public readonly profiles: GlobalInferenceProfile[];

  /** The application inference profiles that jobs may call. */
  public readonly applicationProfiles: IApplicationProfile[];

  private readonly sourceRegion: string;
  private readonly stores: BatchStores;
  private readonly submissions = new SharedInlinePolicies(this);

  constructor(scope: Construct, id: string, props: ClaudeBatchAccessProps) {
    super(scope, id);
    checkBatchProps(this, props);
    const stack = Stack.of(this);
    this.sourceRegion = chooseSourceRegion(this, props);
    this.applicationProfiles = [...props.applicationProfiles ?? []];
    this.profiles = (props.models ?? []).map((model) => GlobalInferenceProfile._of(stack, model, this.sourceRegion));
    this.stores = new BatchStores(this, props);
    this.inputBucket = this.stores.input.bucket;
    this.outputBucket = this.stores.output.bucket;
    this.inputUri = writeUri(this.stores.input);
    this.outputUri = writeUri(this.stores.output);
    this.serviceRole = this.createRole(props);
  }

  /**
   * Allows a principal to create batch jobs for these models with the service role, and to monitor and stop the account's jobs in this
   * Region. In buckets that this construct created, the principal may also write prompts and read answers. For your own buckets, grant that
   * with the bucket's methods.
   *
   * It does not allow calls to the models; `GlobalClaudeAccess` does. Throws if it would grant nothing; the message says what to do
   * instead. Throws for principals in another account, because they cannot pass the role.
   *
   * @param grantee the role, user or group, or a construct that has one, such as a function
   */
  public grantSubmit(grantee: iam.IGrantable): iam.Grant {
    const recipient = requireRecipient(this, 'grantee', grantee);
    const { stack } = recipient;
    if (areDifferent(stack.account, Stack.of(this).account)) {
      fail(this, `'grantee' must be in the account of the service role, which no other account can pass, got: ${stack.account} of ` +
        `'${stack.node.path}'. Create a ClaudeBatchAccess in that account, or let the principal assume a role in this one`);
    }
    return this.submissions.grantTo(recipient, {
      id: 'Submission',
      statements: this.writeSubmission(recipient),
      wildcardReason: 'A job has no ID before it exists, and listing jobs has no resource. The objects are in buckets that are only for ' +
        'batch jobs',
      remedy: 'Grant to a role, or name fewer models',
    });
  }

  private writeSubmission({ stack }: Recipient): StatementJson[] {
    const { input, output } = this.stores;
    const describeCreated = (store: StoreOfJobs) => store.isCreated ? describeStore(store) : undefined;
    return [
      ...writeBatchSubmission({
        profiles: this.listProfilesIn(stack),
        anyJobArn: this.writeAnyJobArn(stack),
        roleArn: this.serviceRole.roleArn,
        sourceRegion: this.sourceRegion,
      }),
      ...writeBatchFiles({ input: describeCreated(input), output: describeCreated(output) }, this.sourceRegion),
    ];
  }

  private createRole({ roleName, path, permissionsBoundary }: ClaudeBatchAccessProps): iam.Role {
    const stack = Stack.of(this);
    const statements = this.writeServiceStatements(stack);
    const size = countCharacters(wrapStatements(statements));
    if (size > INLINE_LIMITS.role) {
      fail(this, `'models' must fit the service role: the inline policies of a role hold ${INLINE_LIMITS.role} characters, got: ${size}. ` +
        'Divide them among several ClaudeBatchAccess, which may share buckets');
    }
    const role = new iam.Role(this, 'ServiceRole', {
      assumedBy: new iam.ServicePrincipal(BEDROCK_SERVICE, {
        conditions: {
          StringEquals: { [ConditionKey.SOURCE_ACCOUNT]: stack.account },
          ArnEquals: { [ConditionKey.SOURCE_ARN]: this.writeAnyJobArn(stack) },
        },
      }),
      description: 'Runs batch inference jobs of Claude through Amazon Bedrock global cross-Region inference',
      roleName,
      path,
      permissionsBoundary,
      // In the role itself, so that both take effect together: Amazon Bedrock tries the policies when a job is created.
      inlinePolicies: {
        BatchInference: new iam.PolicyDocument({ statements: statements.map((one) => iam.PolicyStatement.fromJson(one)) }),
      },
    });
    const { defaultChild } = role.node;
    if (CfnResource.isCfnResource(defaultChild)) { // iam.Role.customizeRoles() can leave no resource
      acknowledgeWildcards(defaultChild, listWildcards(this, statements), 'Jobs read prompts and write answers only in these folders. ' +
        'The names of the objects are not known before a job exists');
    }
    return role;
  }

  /** Jobs never stream. Whether they need the project is not known; calls do, as AWS has announced. */
  private writeServiceStatements(stack: Stack): StatementJson[] {
    const [{ model }] = [...this.profiles, ...this.applicationProfiles];
    const { defaultProjectArn } = GlobalInferenceProfile._of(stack, model, this.sourceRegion);
    const { input, output } = this.stores;
    return [
      ...writeAllows(this.listProfilesIn(stack), { streaming: false, projectArn: defaultProjectArn }),
      ...writeBatchStorage({ input: describeStore(input), output: describeStore(output) }, this.sourceRegion),
    ];
  }

  private listProfilesIn(stack: Stack): AllowedProfile[] {
    requireKnownRegion(this, this.sourceRegion, stack, 'grant');
    return [
      ...this.profiles.map(({ model }) => GlobalInferenceProfile._of(stack, model, this.sourceRegion)),
      ...this.applicationProfiles.map((profile) => allowApplicationProfile(this, profile, stack, this.sourceRegion)),
    ];
  }

  private writeAnyJobArn({ account }: Stack): string {
    return writeBatchJobArn({ partition: choosePartition(this.sourceRegion), region: this.sourceRegion }, account, '*');
  }
}

function writeUri({ bucket, prefix }: StoreOfJobs): string {
  return `s3://${bucket.bucketName}/${prefix === undefined ? '' : `${prefix}/`}`;
}
