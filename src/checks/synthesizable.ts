import { CfnResource } from 'aws-cdk-lib';

/** What every resource of aws-cdk-lib can do, although its types do not show it: write itself, escape hatches included. */
export type Synthesizable = CfnResource & { _toCloudFormation(): object };
