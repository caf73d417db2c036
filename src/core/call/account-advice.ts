import { Advice, FailedCall, NO_WAIT, writeCommand } from './advice';

/** What helps where the account, its subscriptions or its credentials are to blame. */
export const ACCOUNT_ADVICE = {
  USE_CASE_FORM: ({ region }) => ({
    what: 'Anthropic\'s use-case form was not submitted for this account. No policy decides this.',
    remedy: 'Submit the use-case form once for the account or the organization; in opt-in Regions such as af-south-1 once more. In the ' +
      'console it is in the model catalog of Amazon Bedrock, at any model of Anthropic.',
    command: writeCommand('bedrock get-use-case-for-model-access', region),
    waitingHelps: true,
    waiting: 'After the form is submitted, it takes up to 15 minutes.',
  }),
  NO_MODEL_ACCESS: (call) => ({
    what: 'The account has no access to the model yet, whatever its policies say.',
    remedy: 'Submit Anthropic\'s use-case form (in opt-in Regions such as af-south-1 once more), and let somebody with AWS Marketplace ' +
      'permissions make the first call. Or the call went to a Region in which the account has no access: compare it.',
    command: checkAccess(call),
    waitingHelps: true,
    waiting: 'After the first call, it takes up to 15 minutes.',
  }),
  NOT_FOR_THIS_ACCOUNT: (call) => ({
    what: `AWS does not offer ${call.modelId ?? 'the model'} to this account. No policy decides this.`,
    remedy: 'Ask AWS Sales for it, as the error says, or call another model.',
    command: checkAccess(call),
    ...NO_WAIT,
  }),
  ACCOUNT_NOT_AUTHORIZED: (call) => ({
    what: 'This is about the account rather than a policy.',
    remedy: 'Submit Anthropic\'s use-case form, compare the Region, and look the quotas up: new accounts may start with a quota of 0. ' +
      'Where all that is right, open a case with AWS Support on the account.',
    command: checkAccess(call),
    ...NO_WAIT,
  }),
  ACCOUNT_RESTRICTED: () => ({
    what: '"Operation not allowed" is about the account, which AWS has not verified or has restricted. No policy decides this.',
    remedy: 'Open a case with AWS Support on account and billing, which every support plan may.',
    command: 'https://console.aws.amazon.com/support/home#/case/create',
    ...NO_WAIT,
  }),
  UNSUPPORTED_COUNTRY: () => ({
    what: 'Anthropic does not serve the country from which the call came, or in which the account is. No policy decides this.',
    remedy: 'Call from a country that https://www.anthropic.com/supported-countries lists; a proxy or a VPN counts as where it stands.',
    ...NO_WAIT,
  }),
  MARKETPLACE: (call) => ({
    what: 'The model is not subscribed in AWS Marketplace yet, and this caller may not subscribe it.',
    remedy: 'Let somebody with aws-marketplace:Subscribe and aws-marketplace:ViewSubscriptions make the first call. Roles that merely ' +
      'call later need neither.',
    command: checkAccess(call),
    waitingHelps: true,
    waiting: 'After the permission is there, it takes 2 to 15 minutes; calls may succeed and fail again meanwhile.',
  }),
  PAYMENT: () => ({
    what: 'The account has no valid payment method, which the subscription in AWS Marketplace needs. No policy decides this.',
    remedy: 'Give the account, or the one that pays for it, a valid payment method.',
    command: 'https://console.aws.amazon.com/billing/home#/paymentpreferences',
    waitingHelps: true,
    waiting: 'After that, it takes about 2 minutes.',
  }),
  DATA_RETENTION: ({ region }) => ({
    what: 'The model needs a data-retention mode that the account has not chosen: Claude Fable keeps what is sent and answered for up to ' +
      '30 days, in the Region that answers. No policy of the caller decides this.',
    remedy: 'Whoever answers for the data may choose the mode, per Region: aws_review or provider_data_share, of which AWS\'s pages name ' +
      'one for each model. Otherwise call a model of another family.',
    command: writeCommand('bedrock put-account-data-retention --mode aws_review', region),
    ...NO_WAIT,
  }),
  CREDENTIALS: () => ({
    what: 'The credentials are expired or not valid, so no policy was asked.',
    remedy: 'Sign in again (aws sso login), or renew the keys or the Bedrock API key; variables such as AWS_ACCESS_KEY_ID and ' +
      'AWS_BEARER_TOKEN_BEDROCK go before a profile.',
    command: 'aws sts get-caller-identity',
    ...NO_WAIT,
  }),
} satisfies Readonly<Record<string, (call: FailedCall) => Advice>>;

function checkAccess({ modelId = '<model ID>', region }: FailedCall): string {
  return writeCommand(`bedrock get-foundation-model-availability --model-id ${modelId}`, region);
}
