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
 * Enables Claude models in an account. `grantEnable()` allows a principal to submit Anthropic's use-case form, to accept the terms of these
 * models, and to subscribe to them through Amazon Bedrock only. The construct creates no resource of its own and stores nothing from the
 * form.
 *
 * Grant it to the people who set up accounts, not to the roles that call models. Once a model is enabled, those roles need none of these
 * permissions, and a principal that may subscribe may spend. docs/enablement.md has the commands.
 *
 * Throws without a model, for duplicates, for a model without a product ID, and for a source Region known not to offer a model. Warns until
 * `grantEnable()` is called.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
export class ModelEnablement extends Construct {
  /** The Region to enable the models in. */
  public readonly sourceRegion: string;

  /** The AWS Marketplace product IDs to which grantees may subscribe, in the order of `models`. */
  public readonly productIds: string[];

  private readonly policies = new SharedInlinePolicies(this);

  constructor(scope: Construct, id: string, props: ModelEnablementProps) {
    super(scope, id);
    const sourceRegion = props?.sourceRegion === undefined ? Stack.of(this).region : props.sourceRegion;
    checkProps(this, props && { ...props, sourceRegion }, {
      must: 'must name the models to enable',
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
    Annotations.of(this).addWarningV2(UNUSED, `${this.node.path}: has no grant, so it creates nothing. Call grantEnable(), ` +
      'or acknowledge this warning');
  }

  /**
   * Allows a principal to enable the models, with one inline policy that the grantees in a stack share.
   *
   * Throws if it would grant nothing, as `GlobalClaudeAccess.grantInvoke` does; the message says what to do instead.
   *
   * @param grantee the role, user or group that sets the account up, or a construct that has one
   */
  public grantEnable(grantee: iam.IGrantable): iam.Grant {
    const recipient = requireRecipient(this, 'grantee', grantee);
    requireKnownRegion(this, this.sourceRegion, recipient.stack, 'grant');
    const grant = this.policies.grantTo(recipient, {
      id: 'Enablement',
      statements: writeEnablement(this.productIds, this.sourceRegion),
      wildcardReason: 'AWS defines no resources for the form, the agreements and the subscriptions. Conditions limit the Region and the ' +
        'products, and require that Amazon Bedrock subscribes',
      remedy: 'Grant to a role, or name fewer models',
    });
    Annotations.of(this).acknowledgeWarning(UNUSED);
    return grant;
  }
}

/** Without a product ID, the policy would have to allow subscriptions to any product. */
const PRODUCT_RULE = must(({ marketplaceProductId }: ClaudeModel) => marketplaceProductId !== undefined && marketplaceProductId !== '',
  'must hold models with a known AWS Marketplace product ID', ({ modelId }) =>
    `Take it from the model card: ClaudeModel.of(${describeValue(modelId)}, { marketplaceProductId: "prod-…" })`,
  ({ modelId }) => describeValue(modelId));
