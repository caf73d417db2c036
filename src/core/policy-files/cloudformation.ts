import { fillAccount, isOfOrganization, nameDocuments, lacksAccount, PolicyFile, PrintedPolicy, writeSlug } from './printed-policy';
import { ORGANIZATIONS_REGION } from '../facts/regions';
import { DocumentJson } from '../statements/document-json';

/** Writes one template. */
export function writeCloudFormation(policy: PrintedPolicy): PolicyFile[] {
  return [{ path: `${writeSlug(policy)}.template.json`, text: writeTemplate(policy) }];
}

/** Writes the template of a policy. */
export function writeTemplate(policy: PrintedPolicy): string {
  const template = isOfOrganization(policy) ? writeControlPolicy(policy)
    : policy.kind === 'endpoint' ? writeEndpoint(policy) : writeManagedPolicies(policy);
  return `${JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', ...template }, undefined, 2)}\n`;
}

function writeManagedPolicies(policy: PrintedPolicy): object {
  const names = nameDocuments(policy.name, policy);
  const ids = names.map((_, index) => `Policy${index === 0 ? '' : index + 1}`);
  const resources = policy.documents.map((document, index) => [ids[index], {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      ...policy.isNamed ? { ManagedPolicyName: names[index] } : {},
      Description: policy.description,
      PolicyDocument: writeWithAccount(document, policy),
    },
  }]);
  return {
    Description: policy.description,
    Resources: Object.fromEntries(resources) as object,
    Outputs: Object.fromEntries(ids.map((id) => [`${id}Arn`, { Value: { Ref: id } }])) as object,
  };
}

function writeControlPolicy({ name, description, documents: [document], targets }: PrintedPolicy): object {
  return {
    Description: `${description}. For the management account or a delegated administrator, in ${ORGANIZATIONS_REGION}`,
    Parameters: {
      TargetIds: {
        Type: 'CommaDelimitedList',
        Description: 'The places to which the policy is attached: IDs of the root, of units or of accounts',
        ...targets.length === 0 ? {} : { Default: targets.join(',') },
      },
    },
    Resources: {
      Policy: {
        Type: 'AWS::Organizations::Policy',
        Properties: {
          Name: name,
          Type: 'SERVICE_CONTROL_POLICY',
          Description: description,
          Content: document,
          TargetIds: { Ref: 'TargetIds' },
        },
      },
    },
    Outputs: { PolicyId: { Value: { Ref: 'Policy' } } },
  };
}

/** Writes a template that creates the endpoint, because CloudFormation sets a policy only on an endpoint that it creates. */
function writeEndpoint(policy: PrintedPolicy): object {
  const [document] = policy.documents;
  return {
    Description: policy.description,
    Parameters: {
      VpcId: { Type: 'AWS::EC2::VPC::Id' },
      SubnetIds: { Type: 'List<AWS::EC2::Subnet::Id>' },
      SecurityGroupIds: { Type: 'List<AWS::EC2::SecurityGroup::Id>' },
    },
    Resources: {
      Endpoint: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcEndpointType: 'Interface',
          ServiceName: `com.amazonaws.${policy.region}.bedrock-runtime`,
          PrivateDnsEnabled: true,
          VpcId: { Ref: 'VpcId' },
          SubnetIds: { Ref: 'SubnetIds' },
          SecurityGroupIds: { Ref: 'SecurityGroupIds' },
          PolicyDocument: writeWithAccount(document, policy),
        },
      },
    },
    Outputs: { EndpointId: { Value: { Ref: 'Endpoint' } } },
  };
}

/** Lets CloudFormation fill in the account if it was not given. Texts without an account stay unchanged. */
function writeWithAccount(document: DocumentJson, { account }: PrintedPolicy): unknown {
  const write = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      return value.map(write);
    }
    if (typeof value !== 'string') {
      return Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, write(one)]));
    }
    return account !== undefined || !lacksAccount(value) ? value
      : { 'Fn::Sub': fillAccount(value.replaceAll('${', '${!'), '${AWS::AccountId}') };
  };
  return write(document);
}
