import type { Asked, Quota, Wish } from './account';
import { MOST_OPEN_REQUESTS, QUOTAS_SERVICE_ROLE } from '../../core/facts/quota-requests';

const REFRESH = 'change \'refresh\' and deploy again';
const ROLE = `Allow iam:CreateServiceLinkedRole for ${QUOTAS_SERVICE_ROLE.service} in the permissions boundary of this function's role ` +
  'and in service control policies, or create the role by "aws iam create-service-linked-role --aws-service-name ' +
  `${QUOTAS_SERVICE_ROLE.service}"`;
const writeQuota = ({ name, code, region }: Wish) => code ? `${code} ("${name}") in ${region}` : `"${name}" in ${region}`;
const writeValue = ({ value, isDefault }: Quota) => value === undefined ? 'AWS does not give the applied quota'
  : `${isDefault ? 'AWS\'s default, which is in force,' : 'The applied quota'} is ${value}`;
const writeAsked = ({ id, tokens, status, caseId }: Asked) =>
  `request ${id} for ${tokens ?? 'an unknown number of'} tokens per minute is ${status}${caseId ? `, case ${caseId}` : ''}`;

/** The texts of outcomes and failures. */
export const MESSAGES = {
  enough: (quota: Quota) => `${writeValue(quota)}: nothing to ask for`,
  pending: (asked: Asked) => `AWS has not decided yet: ${writeAsked(asked)}`,
  approved: (asked: Asked) => `Not in force yet, but approved: ${writeAsked(asked)}`,
  pendingLower: (asked: Asked | undefined) => `AWS allows ${MOST_OPEN_REQUESTS.ofQuota} open request for a quota, and ` +
    `${asked ? writeAsked(asked) : 'one is open that AWS does not list'}. Once AWS has decided it, ${REFRESH}`,
  rollingBack: 'CloudFormation is rolling back, so nothing was asked',
  noMore: 'You ask for no more tokens than before, so nothing was asked',
  requested: (quota: Quota, { tokens, region }: Wish, id: string, published: number | undefined) =>
    `${writeValue(quota)}; ${tokens} asked for in ${region}, by request ${id}${published !== undefined && tokens < published
      ? `. That is less than AWS's default of ${published}: if AWS denies it, ask AWS Support why the account has less`
      : ''}`,
  failed: (words: string) => `${words}. To ask again, ${REFRESH}`,

  badTokens: (tokens: unknown, most: number) => `'tokensPerMinute' must be a whole number above 0 and up to ${most}, in digits, ` +
    `got: ${String(tokens)}. Look at the parameter that gives it`,
  unlisted: (wish: Wish) => `Service Quotas lists no quota ${writeQuota(wish)}. Give 'quotaCode' as Service Quotas shows it there, or ` +
    'call the model from another Region',
  unreadable: (wish: Wish, why: string) => `Service Quotas does not give the value of ${writeQuota(wish)}: ${why}`,
  fixed: (wish: Wish, quota: Quota) => `Service Quotas does not adjust ${writeQuota(wish)}. ${writeValue(quota)}. Ask AWS Support for ` +
    'more, and leave this resource out',
  statusUnknown: (words: string) =>
    `Nothing was asked: the stack's status could not be read, so the stack may be rolling back: ${words}`,
  overdue: (operation: string) => `Time ran out during ${operation}`,

  /** How to fix an error of AWS. */
  remedy: (name: string, action: string, on: string, region: string) => {
    if (name.startsWith('AccessDenied')) {
      return `Allow ${action} on ${on} in ${region} in the role of this function, in its permissions boundary and in service control ` +
        'policies';
    }
    if (/^(UnrecognizedClient|InvalidClientToken|ENOTFOUND)/.test(name)) {
      return `Enable the Region ${region} in this account, or choose one in which Service Quotas is`;
    }
    return REMEDIES[name] ?? 'Deploy again';
  },
};

const REMEDIES: Record<string, string> = {
  QuotaExceededException: `AWS allows few open requests (${MOST_OPEN_REQUESTS.inRegion} in a Region and ${MOST_OPEN_REQUESTS.inAccount} ` +
    `in an account, by AWS's page). Once some are decided, ${REFRESH}`,
  DependencyAccessDeniedException: ROLE,
  NoSuchResourceException: `If the quota is listed, Service Quotas may lack its own role. ${ROLE}`,
  IllegalArgumentException: 'Ask for another number of tokens, or ask AWS Support',
  InvalidResourceStateException: 'Look at the quota in Service Quotas, or ask AWS Support',
  TooManyRequestsException: 'Others ask Service Quotas at the same time. Deploy again in a few minutes',

};
