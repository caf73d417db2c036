import { Annotations, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ModelEnablementProps } from './model-enablement-props';
import { SharedInlinePolicies } from './shared-inline-policies';
import { requireKnownRegion } from './source-region';
import { ClaudeModel } from '../catalog/claude-model';
import { SOME_MODELS_RULES, writeSourceRegionRules } from '../catalog/model-rules';
import { warnOfModels, warnOfUnconfirmedRegion } from '../catalog/model-warnings';
import { checkProps } from '../checks/check';
import { requireRecipient } from '../checks/recipient';
import { describeValue } from '../core/rules/describe-value';
import { each, must, once } from '../core/rules/rule';
import { writeEnablement } from '../core/statements/enablement';

const UNUSED = 'cdk-bedrock-cris:access.unusedEnablement';

/**
 * Enabling Claude models in an account: `grantEnable()` lets somebody submit Anthropic's use-case form, agree to the terms of these models,
 * and subscribe to them, but only where Amazon Bedrock does it for them. It creates no resource of its own and holds nothing of the form.
 *
 * Grant it to those who set accounts up, and not to the roles that call models: those need none of it once a model is enabled, and who may
 * subscribe may spend. docs/enablement.md has the commands.
 *
 * Throws where no model is named, for one that is named twice or has no product ID, and for a source Region from which a model is known
 * not to be callable. Warns while it is granted to nobody.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
export class ModelEnablement extends Construct {
  /** The Region in which models are enabled. */
  public readonly sourceRegion: string;

  /** The AWS Marketplace product IDs of the models, in their order: what may be subscribed to. */
  public readonly productIds: string[];

  private readonly policies = new SharedInlinePolicies(this);

  constructor(scope: Construct, id: string, props: ModelEnablementProps) {
    super(scope, id);
    const sourceRegion = props?.sourceRegion === undefined ? Stack.of(this).region : props.sourceRegion;
    checkProps(this, props && { ...props, sourceRegion }, {
      must: 'must name the models that are enabled',
      example: '{ models: [ClaudeModel.SONNET_5_5] }',
      required: { models: 'must name at least one model' },
      rules: {
        models: [...SOME_MODELS_RULES, each(PRODUCT_RULE), once('product', ({ marketplaceProductId }) => marketplaceProductId)],
        sourceRegion: writeSourceRegionRules('models', props?.models),
      },
    });
    warnOfModels(this, 'access', 'models', props.models);
    warnOfUnconfirmedRegion(this, props.models, sourceRegion);
    this.sourceRegion = sourceRegion;
    this.productIds = props.models.map(({ marketplaceProductId }) => marketplaceProductId!);
    Annotations.of(this).addWarningV2(UNUSED, `${this.node.path}: lets nobody enable models, so it creates nothing. Call grantEnable(), ` +
      'or acknowledge this warning');
  }

  /**
   * Allows a principal to enable the models, by an inline policy that the identities of its stack share.
   *
   * Throws, with what to do instead, when nothing would be granted, as `GlobalClaudeAccess.grantInvoke` does.
   *
   * @param grantee the role, user or group that sets the account up, or a construct that has one
   */
  public grantEnable(grantee: iam.IGrantable): iam.Grant {
    const recipient = requireRecipient(this, 'grantee', grantee);
    requireKnownRegion(this, this.sourceRegion, recipient.stack, 'grant');
    const grant = this.policies.grantTo(recipient, {
      id: 'Enablement',
      statements: writeEnablement(this.productIds, this.sourceRegion),
      wildcardReason: 'AWS gives the form, the agreements and the subscriptions no resource: the Region, the products, and that Amazon ' +
        'Bedrock is the one that subscribes, are conditions',
      remedy: 'Grant to a role, or name fewer models',
    });
    Annotations.of(this).acknowledgeWarning(UNUSED);
    return grant;
  }
}

/** Without a product, a subscription to anything would have to be allowed. */
const PRODUCT_RULE = must(({ marketplaceProductId }: ClaudeModel) => marketplaceProductId !== undefined && marketplaceProductId !== '',
  'must hold models whose AWS Marketplace product ID is known', ({ modelId }) =>
    `Take it from the model card: ClaudeModel.of(${describeValue(modelId)}, { marketplaceProductId: "prod-…" })`,
  ({ modelId }) => describeValue(modelId));
