import { Environment, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { decideByBoth } from './both-engines';
import { ACCOUNT, CAPE_TOWN, documentsOf } from './decisions';
import { deploy, Deployment } from './deploy';
import { accept } from './nag';
import { ClaudeBatchAccess, ClaudeBatchAccessProps } from '../../src';

export const HERE = { 'aws:RequestedRegion': 'af-south-1' };
export const ANYWHERE = { 'aws:RequestedRegion': 'unspecified' };

/** Stacks of every kind, with the Region that is said and where they are deployed. */
export const BATCH_STACKS: [string, Environment | undefined, string | undefined, Deployment][] = [
  ['in af-south-1', CAPE_TOWN, undefined, CAPE_TOWN],
  ['without an environment', undefined, undefined, CAPE_TOWN],
  ['in us-east-1, for af-south-1', { account: ACCOUNT, region: 'us-east-1' }, 'af-south-1', { account: ACCOUNT, region: 'us-east-1' }],
  ['without an environment, for af-south-1', undefined, 'af-south-1', { account: ACCOUNT, region: 'us-east-1' }],
];

/** Buckets of an app that are there already. */
export function givenBuckets(stack: Stack): Pick<ClaudeBatchAccessProps, 'inputBucket' | 'outputBucket'> {
  return {
    inputBucket: s3.Bucket.fromBucketName(stack, 'Prompts', 'prompts'), outputBucket: s3.Bucket.fromBucketName(stack, 'Answers', 'answers'),
  };
}

/** A batch access whose created buckets keep no access logs. */
export function batchIn(stack: Stack, props: ClaudeBatchAccessProps, id = 'Batch'): ClaudeBatchAccess {
  const access = new ClaudeBatchAccess(stack, id, props);
  accept(access, 'AwsSolutions-S1', 'Who logs access names a bucket for it');
  return access;
}

export function roleIn(stack: Stack, id = 'Role'): iam.Role {
  return new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });
}

/** Prepares to ask both engines what a role may do, by its template as it is deployed. */
export function asRole(role: iam.IRole, deployment: Deployment) {
  const identity = documentsOf(role).map(({ name, document }) => ({ name, document: deploy(document, deployment) }));
  return async (action: string, resource: string, context: Record<string, string | string[]> = HERE) => decideByBoth({
    principal: `arn:aws:iam::${ACCOUNT}:role/R`, action, resource, context, identity,
  });
}

