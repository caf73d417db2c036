import { CustomResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { HANDLER_CODE } from './handler.generated';
import { FunctionOptions, shareFunction } from '../custom-resource/function-options';
import { allowLog, InlineHandler } from '../custom-resource/inline-handler';
import type { QuotaResourceProperties } from '../lambda/quotas/wire';

/** A child of the stack, so that its users share it. Logical IDs depend on it. */
const ID = 'BedrockQuotaReader';

/** The function that reads quotas. A stack has one. */
export class QuotaReader extends InlineHandler {
  /** Finds or creates the function of the stack; throws if it was created with other options. */
  public static for(user: Construct, options: FunctionOptions): QuotaReader {
    return shareFunction(user, options, {
      id: ID,
      create: (stack) => new QuotaReader(stack, options),
      rule: 'must be the same for all quotas that a stack reads, since one function reads them',
    });
  }

  private constructor(stack: Stack, public readonly options: FunctionOptions) {
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
      wildcardReason: 'The actions of Service Quotas that list quotas have no resource type',
      permissionsBoundary: options.permissionsBoundary,
      runtime: options.handlerRuntime,
    });
  }

  /** Creates the custom resource whose attributes are quotas. */
  public createQuotas(scope: Construct, id: string, properties: QuotaResourceProperties): CustomResource {
    return this.createResource(scope, id, 'Custom::BedrockTokenQuotas', properties);
  }
}
