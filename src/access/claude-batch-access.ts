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
 * Batch inference with Claude through global inference profiles: the service role with which Amazon Bedrock runs jobs, which calls nothing
 * but the models, reads nothing but the prompts and writes nothing but the answers; the buckets, unless they are given; and
 * `grantSubmit()` for whoever creates the jobs.
 *
 * Guardrails do not work with batch: a role, or a service control policy, that requires one closes the calls of jobs.
 *
 * Throws where no model and no application profile is named, for one that is named twice, for models that take no batch jobs as AWS says,
 * for a source Region from which a model is known not to be callable, for buckets that are known to be in another Region, for buckets and
 * folders in which answers would be read as prompts, and for props that contradict each other. Warns of models that AWS does not list for
 * batch in the Region.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/batch-iam-sr.html
 */
export class ClaudeBatchAccess extends Construct {
  /** The role that Amazon Bedrock assumes to run a job: `roleArn` of CreateModelInvocationJob. */
  public readonly serviceRole: iam.IRole;

  /** The bucket with the prompts, given or created. */
  public readonly inputBucket: s3.IBucket;

  /** The bucket for the answers, given or created. */
  public readonly outputBucket: s3.IBucket;

  /** Where the prompts are, such as `s3://prompts/batch/`: what `s3Uri` of a job's input begins with. */
  public readonly inputUri: string;

  /** Where the answers go, such as `s3://answers/batch/`: `s3Uri` of a job's output, or what it begins with. */
  public readonly outputUri: string;

  /** The global inference profiles that jobs may call, in the order of `models`: `profileArn` is `modelId` of a job. */
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
   * Allows a principal to create batch jobs on these models with the service role, to follow and stop the jobs of the account in this
   * Region, and, in buckets that this construct has created, to write prompts and to read answers. For buckets that were given, grant that
   * with them.
   *
   * The models themselves are not to be called thereby: that is `GlobalClaudeAccess`. Throws, with what to do instead, when nothing would
   * be granted, and for principals of another account, which cannot pass the role.
   *
   * @param grantee the role, user or group, or a construct that has one, such as a function
   */
  public grantSubmit(grantee: iam.IGrantable): iam.Grant {
    const recipient = requireRecipient(this, 'grantee', grantee);
    const { stack } = recipient;
    if (areDifferent(stack.account, Stack.of(this).account)) {
      fail(this, `'grantee' must be in the account of the service role, which cannot be passed from another, got: ${stack.account} of ` +
        `'${stack.node.path}'. Make a ClaudeBatchAccess in that account, or let the principal assume a role in this one`);
    }
    return this.submissions.grantTo(recipient, {
      id: 'Submission',
      statements: this.writeSubmission(recipient),
      wildcardReason: 'The ID of a job is known only once it is created, and listing jobs has no resource; the objects are those of the ' +
        'buckets that are for batch jobs alone',
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
        'Divide them over several ClaudeBatchAccess, which may share their buckets');
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
      // Part of the role, so that they are in force with it: Amazon Bedrock tries them when a job is created.
      inlinePolicies: {
        BatchInference: new iam.PolicyDocument({ statements: statements.map((one) => iam.PolicyStatement.fromJson(one)) }),
      },
    });
    const { defaultChild } = role.node;
    if (CfnResource.isCfnResource(defaultChild)) { // there is none where roles are created beforehand
      acknowledgeWildcards(defaultChild, listWildcards(this, statements), 'Jobs read the prompts and write the answers under names that ' +
        'are known only once a job is created, in these folders alone');
    }
    return role;
  }

  /** Jobs never stream. That they need the project is not known; calls do, as AWS has announced. */
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
