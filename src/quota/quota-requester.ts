import { CustomResource, Lazy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HANDLER_CODE } from './increase-handler.generated';
import { warnOfManyIncreases } from './quota-increase-rules';
import { choosePartition } from '../catalog/partition';
import { refuse } from '../checks/check';
import { QUOTAS_SERVICE_ROLE, writeQuotaArn } from '../core/facts/quota-requests';
import { FunctionOptions, shareFunction } from '../custom-resource/function-options';
import { allowLog, InlineHandler } from '../custom-resource/inline-handler';
import type { IncreaseProperties } from '../lambda/quota-increases/wire';

/** A child of the stack, so that its users share it. Logical IDs depend on it. */
const ID = 'BedrockQuotaRequester';
const LISTS_REASON = 'The actions of Service Quotas that list quotas have no resource type';
const NAMES_REASON = `${LISTS_REASON}. Of a model without a known quota code, only the deployment finds the quota: 'quotaCode' names it`;

/** The function that asks for larger quotas. A stack has one. */
export class QuotaRequester extends InlineHandler {
  /** Finds or creates the function of the stack; throws if it was created with other options. */
  public static for(user: Construct, options: FunctionOptions): QuotaRequester {
    return shareFunction(user, options, {
      id: ID,
      create: (stack) => new QuotaRequester(stack, options),
      rule: 'must be the same for all quota increases of a stack, since one function asks for them',
    });
  }

  private readonly askedFor = new Map<string, string>();
  /** The ARNs of the quotas that may be asked for. */
  private readonly quotas: Set<string>;

  private constructor(stack: Stack, public readonly options: FunctionOptions) {
    const quotas = new Set<string>(); // before the role, whose statements list what is added later
    super(stack, ID, {
      code: HANDLER_CODE,
      description: 'Asks for token quotas of Amazon Bedrock',
      policyName: 'Requester',
      statements: (logGroup) => [...writeStatements(stack, quotas), allowLog(logGroup)],
      wildcardReason: LISTS_REASON,
      permissionsBoundary: options.permissionsBoundary,
      runtime: options.handlerRuntime,
    });
    this.quotas = quotas;
  }

  /** Creates the custom resource that asks; throws if another one of the stack asks for the same quota. */
  public createIncrease(scope: Construct, id: string, properties: IncreaseProperties): CustomResource {
    const { Region, QuotaCode, QuotaName } = properties;
    this.takeQuota(scope, `${Region} ${QuotaCode ?? QuotaName}`);
    warnOfManyIncreases(scope, Region, [...this.askedFor.keys()].filter((key) => key.startsWith(`${Region} `)).length);
    const stack = Stack.of(this);
    const arn = writeQuotaArn({ partition: choosePartition(Region), region: Region }, stack.account, QuotaCode ?? '*');
    this.quotas.add(arn);
    if (QuotaCode === undefined) {
      this.acknowledge([arn], NAMES_REASON);
    }
    return this.createResource(scope, id, 'Custom::BedrockTokenQuotaIncrease', properties);
  }

  /** With two requests for one quota, the order of deployment would decide which number counts. */
  private takeQuota(scope: Construct, key: string): void {
    const other = this.askedFor.get(key);
    refuse(scope, other === undefined ? [] : [{
      prop: 'model',
      rule: 'must be one for whose quota the stack asks once, since AWS allows one open request for a quota',
      got: `that of ${other} too`,
      remedy: 'Leave one out, and ask for the larger number',
    }]);
    this.askedFor.set(key, scope.node.path);
  }
}

function writeStatements(stack: Stack, quotas: ReadonlySet<string>): iam.PolicyStatement[] {
  const { service, path } = QUOTAS_SERVICE_ROLE;
  return [
    new iam.PolicyStatement({
      sid: 'List',
      actions: ['servicequotas:ListServiceQuotas', 'servicequotas:ListAWSDefaultServiceQuotas'],
      resources: ['*'], // these actions have no resource type
    }),
    new iam.PolicyStatement({
      sid: 'Ask',
      actions: ['servicequotas:RequestServiceQuotaIncrease', 'servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota'],
      resources: Lazy.list({ produce: () => [...quotas] }),
    }),
    new iam.PolicyStatement({
      sid: 'RoleOfServiceQuotas', // which opens cases with AWS Support, and is made with the first request
      actions: ['iam:CreateServiceLinkedRole'],
      resources: [`arn:${choosePartition(stack.region)}:iam::${stack.account}:role/${path}`],
      conditions: { StringEquals: { 'iam:AWSServiceName': service } },
    }),
    new iam.PolicyStatement({ sid: 'OwnStack', actions: ['cloudformation:DescribeStacks'], resources: [stack.stackId] }),
  ];
}
