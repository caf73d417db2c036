import { Advice, FailedCall, NO_WAIT, writeCommand } from './advice';
import {
  ACCESS_MINUTES, DATA_RETENTION, MARKETPLACE_ACTIONS, PAYMENT_PAGE, SUPPORT_CASE_PAGE, SUPPORTED_COUNTRIES_PAGE,
} from '../../facts/account-access';
import { CREDENTIAL_VARIABLES } from '../../facts/client-settings';
import { Action } from '../../facts/iam-words';

/** What helps if the account, its subscriptions or its credentials are the cause. */
export const ACCOUNT_ADVICE = {
  USE_CASE_FORM: ({ region }) => ({
    what: 'Anthropic\'s use-case form was not submitted for this account. No policy decides this.',
    remedy: 'Submit the use-case form once for the account or the organization, and once more in opt-in Regions such as af-south-1. In ' +
      'the console, it is in the model catalog of Amazon Bedrock, on the page of any Anthropic model.',
    command: writeCommand('bedrock get-use-case-for-model-access', region),
    waitingHelps: true,
    waiting: `After you submit the form, access takes up to ${ACCESS_MINUTES.form} minutes.`,
  }),
  NO_MODEL_ACCESS: (call) => ({
    what: 'The account has no access to the model yet, whatever its policies say.',
    remedy: 'Submit Anthropic\'s use-case form (once more in opt-in Regions such as af-south-1). Then let someone with AWS Marketplace ' +
      'permissions make the first call. Check the Region of the call too: the account may have no access there.',
    command: checkAccess(call),
    waitingHelps: true,
    waiting: `After the first call, access takes up to ${ACCESS_MINUTES.subscription} minutes.`,
  }),
  NOT_FOR_THIS_ACCOUNT: (call) => ({
    what: `AWS does not offer ${call.modelId ?? 'the model'} to this account. No policy decides this.`,
    remedy: 'Ask AWS Sales for it, as the error says, or call another model.',
    command: checkAccess(call),
    ...NO_WAIT,
  }),
  ACCOUNT_NOT_AUTHORIZED: (call) => ({
    what: 'The cause is the account rather than a policy.',
    remedy: 'Submit Anthropic\'s use-case form, check the Region, and look up the quotas: new accounts may start with a quota of 0. ' +
      'If all of that is right, open a case with AWS Support about the account.',
    command: checkAccess(call),
    ...NO_WAIT,
  }),
  ACCOUNT_RESTRICTED: () => ({
    what: '"Operation not allowed" is about the account: AWS has not verified it, or has restricted it. No policy decides this.',
    remedy: 'Open an account and billing case with AWS Support. Every support plan includes that.',
    command: SUPPORT_CASE_PAGE,
    ...NO_WAIT,
  }),
  UNSUPPORTED_COUNTRY: () => ({
    what: 'Anthropic does not serve the country of the caller or of the account. No policy decides this.',
    remedy: `Call from a country that ${SUPPORTED_COUNTRIES_PAGE} lists, without a proxy or a VPN in another country.`,
    ...NO_WAIT,
  }),
  MARKETPLACE: (call) => ({
    what: 'The account has no AWS Marketplace subscription to the model yet, and this caller may not create one.',
    remedy: `Let someone with ${MARKETPLACE_ACTIONS.join(', ')} make the first call. ModelEnablement.grantEnable() grants ` +
      'these permissions. Roles that only call the model later need none of them.',
    command: checkAccess(call),
    waitingHelps: true,
    waiting: `New permissions take up to ${ACCESS_MINUTES.mended} minutes, and access after the first call takes up to ` +
      `${ACCESS_MINUTES.subscription}; in the meantime, calls may succeed and then fail again.`,
  }),
  PAYMENT: () => ({
    what: 'The account has no valid payment method, which the AWS Marketplace subscription needs. No policy decides this.',
    remedy: 'Add a valid payment method to the account, or to its payer account.',
    command: PAYMENT_PAGE,
    waitingHelps: true,
    waiting: `After that, it takes about ${ACCESS_MINUTES.mended} minutes.`,
  }),
  DATA_RETENTION: ({ region }) => ({
    what: 'The model needs a data-retention mode that the account has not chosen. Claude Fable keeps prompts and answers for up to ' +
      `${DATA_RETENTION.days} days, in the Region that answers. No policy of the caller decides this.`,
    remedy: `Ask the owner of the data to choose the mode for this Region: ${DATA_RETENTION.modes.join(' or ')}. AWS's pages differ, so ` +
      'read the model\'s card. Or call a model of another family.',
    command: writeCommand(`bedrock put-account-data-retention --mode ${DATA_RETENTION.modes[0]}`, region),
    ...NO_WAIT,
  }),
  CREDENTIALS: () => ({
    what: 'The credentials are expired or not valid, so AWS checked no policy.',
    remedy: 'Sign in again (aws sso login), or renew the keys or the Bedrock API key. Variables such as ' +
      `${CREDENTIAL_VARIABLES.join(' and ')} override a profile. An API key needs ${Action.BEARER_TOKEN} too.`,
    command: 'aws sts get-caller-identity',
    ...NO_WAIT,
  }),
} satisfies Readonly<Record<string, (call: FailedCall) => Advice>>;

function checkAccess({ modelId = '<model ID>', region }: FailedCall): string {
  return writeCommand(`bedrock get-foundation-model-availability --model-id ${modelId}`, region);
}
