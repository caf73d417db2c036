import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { EndpointRestrictionOptions } from './endpoint-restriction-options';
import { areDifferent, PropRules } from '../checks/check';
import { ENDPOINT_CALLER_RULES } from '../core/call/endpoint-callers';
import { describeValue } from '../core/rules/describe-value';
import { must, required, Rules } from '../core/rules/rule';

interface EndpointParameter {
  readonly endpoint: ec2.InterfaceVpcEndpoint;
}

/** AWS's services, as JSON: the Region in the name may be a token. */
const SERVICE_OF_AWS = /^(\{"Fn::Join":)?[^{]*"com\.amazonaws[."]/;
const RUNTIME_SERVICE = /[."]bedrock-runtime(-fips)?"[\]}]*$/;

/** Checked by shape, so that aws-ec2 is not loaded. */
export const ENDPOINT_RULES: Rules<EndpointParameter> = {
  endpoint: [
    required(must((endpoint) => Construct.isConstruct(endpoint) && 'addToPolicy' in endpoint && findService(endpoint) !== undefined,
      'must be an interface endpoint of this app, since an imported endpoint keeps its policy',
      'For example new ec2.InterfaceVpcEndpoint(…, { service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME })')),
    must((endpoint) => RUNTIME_SERVICE.test(writeService(endpoint)) || !SERVICE_OF_AWS.test(writeService(endpoint)),
      'must be an endpoint of bedrock-runtime, which receives the calls', 'Use ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME',
      writeService),
  ],
};

function findService({ node }: ec2.InterfaceVpcEndpoint): string | undefined {
  return (node.defaultChild as Partial<ec2.CfnVPCEndpoint> | undefined)?.serviceName;
}

function writeService(endpoint: ec2.InterfaceVpcEndpoint): string {
  return JSON.stringify(Stack.of(endpoint).resolve(findService(endpoint)));
}

/** Calls through an endpoint are made in its Region, and its statements name profiles of its account. */
export function writeEndpointPlaceRules(sourceRegion: string, account: string): Rules<EndpointParameter> {
  return {
    endpoint: [
      must((endpoint) => !areDifferent(Stack.of(endpoint).region, sourceRegion),
        `must be in ${sourceRegion}, the source Region of the calls`,
        'Create the endpoint there, or use an access with the Region of the endpoint',
        (endpoint) => `${describeValue(Stack.of(endpoint).region)} of '${endpoint.node.path}'`),
      must((endpoint) => !areDifferent(Stack.of(endpoint).account, account),
        `must be in account ${account}, the account of this access`,
        'Create the access and the endpoint in the same account',
        (endpoint) => `${describeValue(Stack.of(endpoint).account)} of '${endpoint.node.path}'`),
    ],
  };
}

export const RESTRICTION_RULES: PropRules<EndpointRestrictionOptions> = {
  name: 'options',
  must: 'must say who calls through the endpoint, or be left out',
  example: '{ principalArns: ["arn:aws:iam::111122223333:role/app"] }',
  rules: {
    principalArns: ENDPOINT_CALLER_RULES,
  },
};
