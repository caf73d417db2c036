import { Annotations, Resource, Stack } from 'aws-cdk-lib';
import { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  APPLICATION_PROFILES_RULES, chooseSourceRegion, ROLE_NAME_RULE, ROLE_PATH_RULES, writeProfileRegionRules,
} from './access-rules';
import { ClaudeBatchAccessProps } from './claude-batch-access-props';
import { ClaudeModel } from '../catalog/claude-model';
import { SOME_MODELS_RULES, writeSourceRegionRules } from '../catalog/model-rules';
import { warnOfModels, warnOfUnconfirmedRegion } from '../catalog/model-warnings';
import { areDifferent, BOUNDARY_RULE, checkProps, isConcrete } from '../checks/check';
import { BATCH_PREFIX } from '../core/facts/batch-files';
import { BATCH_REGIONS } from '../core/facts/batch-models';
import { describeValue } from '../core/rules/describe-value';
import { comparing, each, evenUnknown, must, onlyWhere, Rule, Rules } from '../core/rules/rule';

type Props = ClaudeBatchAccessProps;

const IS_BUCKET: Rule<IBucket> = must(({ bucketArn }) => bucketArn !== undefined, 'must be a bucket',
  'For example Bucket.fromBucketName(this, "Prompts", "prompts")');

/** Throws if props are missing, contradict each other, or name models known not to take batch jobs. */
export function checkBatchProps(scope: Construct, props: Props): void {
  const profiles = Array.isArray(props?.applicationProfiles) ? props.applicationProfiles : undefined;
  const sourceRegion = props?.sourceRegion === null ? null!
    : props && chooseSourceRegion(scope, { ...props, applicationProfiles: profiles });
  checkProps(scope, props && { ...props, sourceRegion }, {
    must: 'must name the models that batch jobs may call',
    example: '{ models: [ClaudeModel.OPUS_5] }',
    required: props?.applicationProfiles ? {} : { models: 'must name at least one model' },
    rules: () => ({
      models: [...SOME_MODELS_RULES, each(mustHaveBatch((model) => model, sourceRegion))],
      applicationProfiles: [...APPLICATION_PROFILES_RULES, each(mustHaveBatch((profile) => profile.model, sourceRegion))],
      sourceRegion: [
        ...writeSourceRegionRules('models', props?.models),
        ...writeProfileRegionRules(profiles).map((rule) => comparing(['applicationProfiles'], rule)),
      ],
      ...writeStoreRules(scope, props, sourceRegion),
      roleName: [ROLE_NAME_RULE],
      path: ROLE_PATH_RULES,
      permissionsBoundary: [BOUNDARY_RULE],
    }),
  });
  warnOfModels(scope, 'access', 'models', props.models);
  warnOfUnconfirmedRegion(scope, props.models ?? [], sourceRegion);
  warnOfUnlistedBatch(scope, [...props.models ?? [], ...(profiles ?? []).map(({ model }) => model)], sourceRegion);
}

/** Refuses models that certainly take no batch jobs. */
function mustHaveBatch<E>(findModel: (element: E) => ClaudeModel | undefined, sourceRegion: string): Rule<E> {
  return must((element: E) => findModel(element)?._judgeBatch(sourceRegion) !== 'closed', 'must name models that take batch jobs',
    `${suggestModels(sourceRegion)}; if AWS has added this one since, create the model with ClaudeModel.of() and 'batchRegions'`,
    (element) => describeValue(findModel(element)?.modelId));
}

function suggestModels(sourceRegion: string): string {
  const listed = Object.keys(BATCH_REGIONS).filter((modelId) => BATCH_REGIONS[modelId].includes(sourceRegion));
  return listed.length > 0 ? `AWS lists ${listed.join(', ')} in ${sourceRegion}` : 'See AWS\'s page on batch inference';
}

/** Writes the rules on the buckets and folders of prompts and answers. */
function writeStoreRules(scope: Construct, props: Props, sourceRegion: string): Rules<Props> {
  const createsBucket = props.inputBucket === undefined || props.outputBucket === undefined;
  const ofCreated = onlyWhere(createsBucket, 'must come with a bucket to create, and both buckets are given', 'Leave it out');
  const bucketRules = (): NonNullable<Rules<Props>['inputBucket']> => [
    {
      ...must((bucket) => bucket !== undefined || !areDifferent(sourceRegion, Stack.of(scope).region), 'must be given, in the Region of ' +
        'the jobs, because a stack creates buckets in its own', `Create the access in a stack in ${sourceRegion}, or give buckets there`),
      judgesMissing: true,
      reads: ['sourceRegion'],
    },
    IS_BUCKET,
    comparing(['sourceRegion'], must((bucket) => !areDifferent(findRegion(bucket), sourceRegion),
      `must be in ${sourceRegion}, the Region of the jobs`,
      (bucket) => `Create the bucket in a stack in ${sourceRegion}, or set 'sourceRegion' to "${findRegion(bucket)}"`,
      (bucket) => `'${bucket.node.path}' in ${findRegion(bucket)}`)),
  ];
  const mustBeFolder = must<string, Props>((prefix) => typeof prefix === 'string' && BATCH_PREFIX.test(prefix),
    'must be a folder of letters, digits and any of -!_\'()., in parts with single slashes between', 'For example "batch/prompts"');
  return {
    inputBucket: bucketRules(),
    inputPrefix: [mustBeFolder],
    inputEncryptionKey: writeKeyRules('inputBucket'),
    outputBucket: [...bucketRules(), comparing(['inputBucket', 'inputPrefix', 'outputPrefix'], must((_, all) => !areMixed(all),
      'must not be the bucket of the prompts without separate folders: jobs would read answers as prompts, or overwrite prompts',
      'Set \'inputPrefix\' and \'outputPrefix\', neither inside the other', () => 'the same'))],
    outputPrefix: [mustBeFolder],
    outputEncryptionKey: writeKeyRules('outputBucket'),
    expiration: [
      evenUnknown(ofCreated),
      must((age) => 'toDays' in Object(age), 'must be a Duration', 'For example Duration.days(90)'),
      must((age) => Number.isInteger(age.toDays({ integral: false })) && age.toDays() > 0,
        'must be a whole number of days, at least one', 'For example Duration.days(90)', (age) => age.toHumanString()),
    ],
    serverAccessLogsBucket: [ofCreated, IS_BUCKET],
    removalPolicy: [ofCreated],
  };
}

/** aws-cdk-lib gives a bucket imported without a Region the stack's Region, which may be wrong. */
function findRegion(bucket: IBucket): string | undefined {
  const { env: { region }, stack } = bucket;
  return Resource.isOwnedResource(bucket) || region !== stack.region ? region : undefined;
}

function writeKeyRules(bucket: 'inputBucket' | 'outputBucket'): NonNullable<Rules<Props>['inputEncryptionKey']> {
  return [
    must(({ keyArn }) => keyArn !== undefined, 'must be a key', 'For example Key.fromKeyArn(this, "Key", "arn:aws:kms:…")'),
    comparing([bucket], must(({ keyArn }, props) => [undefined, keyArn].includes(props[bucket]?.encryptionKey?.keyArn),
      `must be the key of '${bucket}', which has a different key`, 'Leave it out', ({ node }) => node.path)),
  ];
}

/** Whether jobs would write into the folder that they read. */
function areMixed({ inputBucket, outputBucket, inputPrefix, outputPrefix }: Props): boolean {
  if (inputBucket === undefined || outputBucket === undefined || nameBucket(inputBucket) !== nameBucket(outputBucket)) {
    return false;
  }
  const [input, output] = [inputPrefix, outputPrefix].map((prefix) => prefix && `${prefix.replace(/\/$/, '')}/`);
  return !input || !output || input.startsWith(output) || output.startsWith(input);
}

/** The same bucket may be imported by its ARN and by its name. Only the deployment knows the partition in the ARN. */
function nameBucket({ bucketArn, bucketName }: IBucket): string {
  return [bucketArn, bucketName].filter(isConcrete).map((text) => text.replace(/^arn:[^:]*:s3:::/, ''))[0] ?? bucketArn;
}

/** Warns of models that AWS does not list for batch in a Region. AWS may still accept their jobs. */
function warnOfUnlistedBatch(scope: Construct, models: readonly ClaudeModel[], sourceRegion: string): void {
  const unlisted = [...new Set(models.filter((model) => model._judgeBatch(sourceRegion) === 'unlisted').map(({ modelId }) => modelId))];
  if (unlisted.length > 0) {
    Annotations.of(scope).addWarningV2('cdk-bedrock-cris:access.unlistedBatch',
      `${scope.node.path}: AWS's page on batch inference does not list ${unlisted.join(', ')} in ${sourceRegion}, so AWS may refuse ` +
      'jobs there. Try one; then create the model with ClaudeModel.of() and \'batchRegions\', or acknowledge this warning');
  }
}
