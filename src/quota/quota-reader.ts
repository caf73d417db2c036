import { CustomResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { AppliedTokenQuotasProps } from './applied-token-quotas-props';
import { HANDLER_CODE } from './handler.generated';
import { refuse } from '../checks/check';
import { Fault } from '../core/rules/rule';
import { allowLog, InlineHandler } from '../custom-resource/inline-handler';
import type { QuotaResourceProperties } from '../lambda/quotas/wire';

/** Under the stack, so that its users share it. Logical IDs hang on it. */
const ID = 'BedrockQuotaReader';

type Options = Pick<AppliedTokenQuotasProps, 'permissionsBoundary' | 'handlerRuntime'>;

/** The function that reads quotas; one for a stack. */
export class QuotaReader extends InlineHandler {
  /** Finds or creates that of the stack; throws where it was created with other options. */
  public static for(user: Construct, options: Options): QuotaReader {
    const stack = Stack.of(user);
    const reader = stack.node.tryFindChild(ID) as QuotaReader | undefined ?? new QuotaReader(stack, options);
    refuse(user, findDifferences(writeOptions(stack, options), writeOptions(stack, reader.options)));
    return reader;
  }

  private constructor(stack: Stack, private readonly options: Options) {
    super(stack, ID, {
      code: HANDLER_CODE,
      description: 'Reads token quotas of Amazon Bedrock',
      policyName: 'Reader',
      statements: (logGroup) => [
        new iam.PolicyStatement({
          sid: 'Quotas',
          actions: ['servicequotas:ListServiceQuotas', 'servicequotas:ListAWSDefaultServiceQuotas'],
          resources: ['*'], // these actions have no resource type
        }),
        allowLog(logGroup),
      ],
      allResourcesReason: 'The actions of Service Quotas that list quotas have no resource type',
      permissionsBoundary: options.permissionsBoundary,
      runtime: options.handlerRuntime,
    });
  }

  /** Creates the custom resource whose attributes are quotas. */
  public createQuotas(scope: Construct, id: string, properties: QuotaResourceProperties): CustomResource {
    return this.createResource(scope, id, 'Custom::BedrockTokenQuotas', properties);
  }
}

function findDifferences(wanted: Record<keyof Options, string>, made: Record<keyof Options, string>): Fault[] {
  const options = ['permissionsBoundary', 'handlerRuntime'] as const;
  return options.filter((option) => made[option] !== wanted[option]).map((option) => ({
    prop: option,
    rule: 'must be the same for all quotas that a stack reads, since one function reads them',
    got: `${wanted[option]}, and elsewhere ${made[option]}`,
    remedy: 'Say it alike',
  }));
}

function writeOptions(stack: Stack, { permissionsBoundary, handlerRuntime }: Options): Record<keyof Options, string> {
  return {
    permissionsBoundary: JSON.stringify(stack.resolve(permissionsBoundary?.managedPolicyArn)) ?? 'none',
    handlerRuntime: handlerRuntime?.name ?? 'none',
  };
}
