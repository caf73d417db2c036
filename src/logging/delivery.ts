import { ArnFormat, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { RECORDS_FOLDER, RECORDS_LOG_STREAM } from '../core/facts/invocation-records';

/** Trusts Bedrock to deliver the records of this account and Region, and no others. */
export function trustBedrock(scope: IConstruct): iam.ServicePrincipal {
  const stack = Stack.of(scope);
  return new iam.ServicePrincipal('bedrock.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'bedrock', resource: '*', arnFormat: ArnFormat.NO_RESOURCE_NAME }) },
    },
  });
}

/** Allows a role to write to a log group. */
export function allowRecords(scope: IConstruct, logGroupName: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'WriteInvocationRecords',
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    // From the name: a log group's ARN ends in `:*`, which Bedrock refuses before a log stream.
    resources: [Stack.of(scope).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: `${logGroupName}:log-stream:${RECORDS_LOG_STREAM}`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })],
  });
}

/** Allows Bedrock to put objects into a bucket, under a prefix. */
export function allowObjects(scope: IConstruct, bucketArn: string, keyPrefix?: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [trustBedrock(scope)],
    actions: ['s3:PutObject'],
    resources: writeRecordsPatterns(scope, keyPrefix).map((pattern) => `${bucketArn}/${pattern}`),
  });
}

/** Writes the key patterns of all objects that Bedrock puts under a prefix. AWS does not say where they go if it ends in a slash. */
export function writeRecordsPatterns(scope: IConstruct, keyPrefix?: string): string[] {
  const folders = keyPrefix ? [...keyPrefix.endsWith('/') ? [keyPrefix] : [], `${keyPrefix}/`] : [''];
  return folders.map((folder) => `${folder}AWSLogs/${Stack.of(scope).account}/${RECORDS_FOLDER}/*`);
}

/** Allows Bedrock, in a key's policy, to encrypt what it puts into a bucket. */
export function allowObjectEncryption(scope: IConstruct): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'EncryptInvocationRecords',
    principals: [trustBedrock(scope)],
    actions: ['kms:GenerateDataKey'],
    resources: ['*'], // in a key's policy: this key
  });
}

/** Allows CloudWatch Logs, in a key's policy, to encrypt a log group. */
export function allowLogGroupEncryption(scope: IConstruct, logGroupName = '*'): iam.PolicyStatement {
  const stack = Stack.of(scope);
  return new iam.PolicyStatement({
    sid: 'EncryptLogGroup',
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
    actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'], // in a key's policy: this key
    conditions: {
      // A log group without a given name has no name yet when CloudFormation creates the key.
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
          service: 'logs', resource: 'log-group', resourceName: logGroupName, arnFormat: ArnFormat.COLON_RESOURCE_NAME,
        }),
      },
    },
  });
}

/** Finds what is wrong with the trust policy of a user's role; nothing if the policy is not in the app. */
export function findTrustFault(scope: IConstruct, role: iam.IRole): string | undefined {
  const { assumeRolePolicy } = role as iam.Role;
  const statements: { Effect: string; Principal?: '*' | { Service?: unknown; AWS?: unknown }; Condition?: object }[] =
    Stack.of(scope).resolve(assumeRolePolicy?.toJSON())?.Statement ?? [];
  const trusting = statements.filter(({ Effect, Principal }) => Effect === 'Allow' && trusts(Principal));
  if (statements.length === 0) {
    return undefined;
  }
  if (trusting.length === 0) {
    return 'does not trust bedrock.amazonaws.com, so the deployment fails';
  }
  return trusting.every(({ Condition }) => /aws:Source(Account|Arn)/i.test(JSON.stringify(Condition ?? {}))) ? undefined
    : 'trusts bedrock.amazonaws.com for every account, so others could have it write to your log group';
}

function trusts(principal?: '*' | { Service?: unknown; AWS?: unknown }): boolean {
  return principal === '*' || principal?.AWS === '*' || JSON.stringify(principal ?? {}).includes('bedrock.amazonaws.com');
}
