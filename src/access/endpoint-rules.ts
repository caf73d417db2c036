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

/** Services of AWS, as JSON: the Region in the name may be known to the deployment only. */
const SERVICE_OF_AWS = /^(\{"Fn::Join":)?[^{]*"com\.amazonaws[."]/;
const RUNTIME_SERVICE = /[."]bedrock-runtime(-fips)?"[\]}]*$/;

/** By its shape: aws-ec2 is not loaded for this alone. */
export const ENDPOINT_RULES: Rules<EndpointParameter> = {
  endpoint: [
    required(must((endpoint) => Construct.isConstruct(endpoint) && 'addToPolicy' in endpoint && findService(endpoint) !== undefined,
      'must be an interface endpoint of this app, since an imported one keeps its policy',
      'For example new ec2.InterfaceVpcEndpoint(…, { service: ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME })')),
    must((endpoint) => RUNTIME_SERVICE.test(writeService(endpoint)) || !SERVICE_OF_AWS.test(writeService(endpoint)),
      'must be an endpoint of bedrock-runtime, at which models are called', 'Take ec2.InterfaceVpcEndpointAwsService.BEDROCK_RUNTIME',
      writeService),
  ],
};

function findService({ node }: ec2.InterfaceVpcEndpoint): string | undefined {
  return (node.defaultChild as Partial<ec2.CfnVPCEndpoint> | undefined)?.serviceName;
}

function writeService(endpoint: ec2.InterfaceVpcEndpoint): string {
  return JSON.stringify(Stack.of(endpoint).resolve(findService(endpoint)));
}

/** Calls through an endpoint are made in its Region, and its statements name the profiles of its account. */
export function writeEndpointPlaceRules(sourceRegion: string, account: string): Rules<EndpointParameter> {
  return {
    endpoint: [
      must((endpoint) => !areDifferent(Stack.of(endpoint).region, sourceRegion),
        `must be in ${sourceRegion}, where the profiles are called`, 'Make the endpoint there, or give it an access with its own Region',
        (endpoint) => `${describeValue(Stack.of(endpoint).region)} of '${endpoint.node.path}'`),
      must((endpoint) => !areDifferent(Stack.of(endpoint).account, account),
        `must be in account ${account} of this access, whose profiles are called`,
        'Make the access in the account of the endpoint, or the endpoint in that of the access',
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
