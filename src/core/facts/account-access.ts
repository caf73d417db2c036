/**
 * The actions that the first caller of a model needs, since that call subscribes the account to the model.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29)
 * @source https://www.repost.aws/knowledge-center/bedrock-resolve-marketplace-permission (read 2026-11-29): the error names
 * ViewSubscriptions and Subscribe only
 */
export const MARKETPLACE_ACTIONS: readonly string[] = [
  'aws-marketplace:Subscribe', 'aws-marketplace:Unsubscribe', 'aws-marketplace:ViewSubscriptions',
];

/**
 * The actions that enable models in an account: Anthropic's form, the agreements, and the subscriptions, which Amazon Bedrock makes for the
 * caller.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29): names Unsubscribe too
 * @source https://www.repost.aws/knowledge-center/bedrock-resolve-marketplace-permission (read 2026-11-29): the error names only the
 * other two
 * @assumed that enabling a model does not need Unsubscribe
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
 * The most minutes until an account can call a model.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29)
 */
export const ACCESS_MINUTES = {
  /**
   * After the use-case form is submitted, as the error of a call without the form says.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html (read 2026-11-29): the error, no time
   * @assumed the wait that the error asks for in public logs, since no AWS page gives a time
   */
  form: 15,

  /**
   * After the first call, while AWS subscribes the account. Meanwhile calls may succeed and then fail.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29)
   */
  subscription: 15,

  /**
   * After you add what the subscription lacked: permissions, or a payment method.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29): of permissions
   * @source https://www.repost.aws/knowledge-center/bedrock-resolve-marketplace-permission (read 2026-11-29): of permissions
   * @assumed the same time for a payment method: no page gives one
   */
  mended: 2,
} as const;

/**
 * The data retention that Claude Fable 5 and 5.1 require of an account, in each Region. AWS then keeps prompts and answers in the
 * destination Region.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html (read 2026-11-30): nothing changes for Claude models
 * released before Claude Fable 5; for others it depends on the model
 * @source https://www.developersdigest.tech/models/data-retention/bedrock (read 2026-11-30): quotes AWS: Claude Fable 5 and 5.1 retain all
 * traffic for up to 30 days
 */
export const DATA_RETENTION = {
  /** @source https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html (read 2026-11-22) */
  days: 30,

  /**
   * The models that require it.
   *
   * @source https://www.developersdigest.tech/models/data-retention/bedrock (read 2026-11-30): quotes AWS: Claude Fable 5 and 5.1
   * @assumed the same of later models of the Fable line
   */
  models: /^anthropic\.claude-fable-/,

  /**
   * The day on which AWS's page was read.
   *
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html (read 2026-11-30)
   */
  asOf: '2026-11-30',

  /**
   * The modes that keep data, the likeliest first.
   *
   * @source https://dev.classmethod.jp/en/articles/bedrock-claude-fable-5-1-converse/ (read 2026-11-29): says that the card of Claude
   * Fable 5.1 asks for aws_review
   * @source https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html (read 2026-11-29): says that models which share data
   * with their provider need provider_data_share
   * @source https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutAccountDataRetention.html (read 2026-11-29): says default,
   * none, provider_data_share and inherit, without aws_review
   * @assumed aws_review, which the newest card names; the other mode if AWS refuses it
   */
  modes: ['aws_review', 'provider_data_share'],
} as const;

/**
 * The page to open a case with AWS Support. Every support plan may open a case on account and billing.
 *
 * @source khajdar1/nettriage: docs/runbooks/setup-and-deploy.md (read 2026-11-28)
 * @source https://hackage.haskell.org/package/amazonka-support-0.3.2/ (read 2026-11-29): quotes AWS: Basic Support, which is free,
 * answers questions on account and billing
 */
export const SUPPORT_CASE_PAGE = 'https://console.aws.amazon.com/support/home#/case/create';

/**
 * The page to set an account's payment method.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html (read 2026-11-29): a payment method is needed,
 * without the page to set it
 * @assumed the address, which is that of Billing and Cost Management in the console
 */
export const PAYMENT_PAGE = 'https://console.aws.amazon.com/billing/home#/paymentpreferences';

/**
 * Anthropic's list of the countries that it serves. The error refers to it.
 *
 * @source aws-samples/generative-bi-using-rag: issues/361 (read 2026-11-29)
 * @source anthropics/claude-code: issues/2656 (read 2026-11-29): the country of the caller counts, not only the Region
 */
export const SUPPORTED_COUNTRIES_PAGE = 'https://www.anthropic.com/supported-countries';
