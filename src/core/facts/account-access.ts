/**
 * The actions that whoever calls a model for the first time needs, since that call subscribes the account to it.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29)
 * @source https://www.repost.aws/knowledge-center/bedrock-resolve-marketplace-permission (read 2026-11-29): the error names
 * ViewSubscriptions and Subscribe alone
 */
export const MARKETPLACE_ACTIONS: readonly string[] = [
  'aws-marketplace:Subscribe', 'aws-marketplace:Unsubscribe', 'aws-marketplace:ViewSubscriptions',
];

/**
 * What enables models in an account: Anthropic's form, the agreements, and the subscriptions, which Amazon Bedrock makes for the caller.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29): names Unsubscribe too
 * @source https://www.repost.aws/knowledge-center/bedrock-resolve-marketplace-permission (read 2026-11-29): the error names the two
 * others alone
 * @assumed that nobody needs Unsubscribe to enable a model
 */
export const ENABLEMENT_ACTIONS = {
  form: ['bedrock:GetUseCaseForModelAccess', 'bedrock:PutUseCaseForModelAccess'],
  agreements: [
    'bedrock:ListFoundationModelAgreementOffers', 'bedrock:CreateFoundationModelAgreement', 'bedrock:GetFoundationModelAvailability',
  ],
  subscribe: ['aws-marketplace:Subscribe'],
  view: ['aws-marketplace:ViewSubscriptions'],
} as const;

/**
 * How many minutes it takes at most until an account can call a model.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29)
 */
export const ACCESS_MINUTES = {
  /**
   * After the use-case form was submitted, as the error of a call without it says.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html (read 2026-11-29): the error, no time
   * @assumed what the text of the error asks to wait in public logs of it, since no page of AWS gives a time
   */
  form: 15,

  /**
   * After the first call, while the account is being subscribed; calls may succeed, and fail again, meanwhile.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29)
   */
  subscription: 15,

  /**
   * After what the subscription lacked is there: permissions, or a payment method.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29): of permissions
   * @source https://www.repost.aws/knowledge-center/bedrock-resolve-marketplace-permission (read 2026-11-29): of permissions
   * @assumed the same of a payment method, of which no page gives a time
   */
  mended: 2,
} as const;

/**
 * What Claude Fable 5 and later need of an account: a data-retention mode, per Region, by which prompts and answers are kept in the
 * Region that answers.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html (read 2026-11-22)
 */
export const DATA_RETENTION = {
  /** @source https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html (read 2026-11-22) */
  days: 30,

  /**
   * The modes that keep data, the likeliest first.
   *
   * @source https://dev.classmethod.jp/en/articles/bedrock-claude-fable-5-1-converse/ (read 2026-11-29): says that the card of Claude
   * Fable 5.1 asks for aws_review
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html (read 2026-11-29): says that models which share data
   * with their provider need provider_data_share
   * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutAccountDataRetention.html (read 2026-11-29): says default,
   * none, provider_data_share and inherit, without aws_review
   * @assumed aws_review, which the newest card names; the other where AWS refuses it
   */
  modes: ['aws_review', 'provider_data_share'],
} as const;

/**
 * Where a case with AWS Support is opened. On account and billing, every support plan may open one.
 *
 * @source khajdar1/nettriage: docs/runbooks/setup-and-deploy.md (read 2026-11-28)
 * @source https://hackage.haskell.org/package/amazonka-support-0.3.2/ (read 2026-11-29): quotes AWS, that Basic Support, which is free,
 * answers questions on account and billing
 */
export const SUPPORT_CASE_PAGE = 'https://console.aws.amazon.com/support/home#/case/create';

/**
 * Where an account says how it pays.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29): a valid payment method is
 * needed, and nothing of where it is given
 * @assumed the address, which is that of Billing and Cost Management in the console
 */
export const PAYMENT_PAGE = 'https://console.aws.amazon.com/billing/home#/paymentpreferences';

/**
 * Anthropic's list of the countries that it serves, to which the error refers.
 *
 * @source aws-samples/generative-bi-using-rag: issues/361 (read 2026-11-29)
 * @source anthropics/claude-code: issues/2656 (read 2026-11-29): where the call comes from counts, not its Region alone
 */
export const SUPPORTED_COUNTRIES_PAGE = 'https://www.anthropic.com/supported-countries';
