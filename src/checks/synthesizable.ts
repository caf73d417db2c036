import { CfnResource } from 'aws-cdk-lib';

/** A resource of aws-cdk-lib that can write itself, with escape hatches. All can, although the types do not show it. */
export type Synthesizable = CfnResource & { _toCloudFormation(): object };
