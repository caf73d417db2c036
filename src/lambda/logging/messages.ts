import { describeDifference } from './setting';
import { CLAIM_PARAMETER, LoggingEvent, Setting } from './wire';

const NOTHING = 'Nothing was written.';
const readStackName = (stack: string) => stack.split('/')[1] ?? stack;
const place = ({ StackId }: LoggingEvent) => {
  const [,,, region, account] = StackId.split(':');
  return `Model invocation logging of account ${account} in ${region} (stack ${readStackName(StackId)})`;
};
const differs = ({ ResourceProperties }: LoggingEvent, live: Setting | undefined) =>
  `The difference: ${live ? describeDifference(live, ResourceProperties.LoggingConfig) : 'logging is off'}`;

/** The reasons of failures, and notices. */
export const MESSAGES = {
  managedElsewhere: (event: LoggingEvent, owner: string) =>
    `${place(event)} is managed by the stack ${readStackName(owner)} (${owner}), and only one stack may. ${NOTHING} ` +
    'Remove BedrockLoggingConfig from that stack first (with onRemoval RETAIN the setting stays on). Then deploy this one ' +
    'with the same destinations and onExisting ADOPT, or with TAKE_OVER. ' +
    `If that stack no longer exists, delete the SSM parameter ${CLAIM_PARAMETER}`,
  existing: (event: LoggingEvent, live: Setting | undefined) =>
    `${place(event)} is already on, with another setting, and onExisting is ${event.ResourceProperties.OnExisting}. ${NOTHING} ` +
    `${differs(event, live)}. Give BedrockLoggingConfig the same destinations and data, ` +
    'or set onExisting TAKE_OVER to replace it, which a removal undoes',
  changed: (event: LoggingEvent, live: Setting | undefined) =>
    `${place(event)} was changed outside of this stack. ${NOTHING} ${differs(event, live)}. Put the setting back as this stack ` +
    'wrote it, or change BedrockLoggingConfig with onExisting TAKE_OVER to replace it, which a removal undoes',
  foundBefore: (event: LoggingEvent, live: Setting | undefined) =>
    `${place(event)} existed before this stack, and onExisting REFUSE leaves it. ${NOTHING} ` +
    `${differs(event, live)}. Set onExisting ADOPT or TAKE_OVER`,
  changedMeanwhile: (event: LoggingEvent, live: Setting | undefined) =>
    `${place(event)} was changed by someone else during this deployment, which leaves it so. ${differs(event, live)}. Deploy again`,
  claimMissing: (event: LoggingEvent) =>
    `${place(event)} cannot be updated: the claim, which says what was found before, is missing (the SSM parameter ${CLAIM_PARAMETER}). ` +
    `${NOTHING} Deploy it unchanged but with onRemoval RETAIN, remove it, and add it again with onExisting TAKE_OVER`,
  overtaken: (event: LoggingEvent) =>
    `${place(event)} was not changed: CloudFormation cancelled this event, or no longer waits for it. Deploy again`,
  cannotPutBack: (event: LoggingEvent, roleOrBucket: string) =>
    `${place(event)} could not be put back as it was found: ${roleOrBucket} is not in ` +
    `${roleOrBucket.startsWith('arn:') ? 'previousRoleArns' : 'previousBucketNames'}. ${NOTHING} Add it there. If you do not know it, ` +
    `someone may have changed the SSM parameter ${CLAIM_PARAMETER}`,
  claimTooLong: (bytes: number, most: number) =>
    `The claim does not fit the SSM parameter ${CLAIM_PARAMETER}: ${bytes} bytes, at most ${most}. ${NOTHING} ` +
    'It holds the setting that was found. Switch that off, or shorten its key prefixes, and deploy again',
  claimUnreadable: () =>
    `The SSM parameter ${CLAIM_PARAMETER} does not hold a claim that this version of cdk-bedrock-cris can read. ${NOTHING} ` +
    'If a later version wrote it, deploy with that one. If someone changed it, put back its last good value, which its history shows. ' +
    'To leave the setting in Bedrock as it is, delete the parameter',
  unconfirmed: (flags: string[]) => flags.length === 0 ? undefined
    : `Bedrock did not confirm ${flags.join(', ')} as off: this Region does not report it, or the AWS SDK of the Lambda runtime ` +
      'does not know it. Look at the setting in the console',
  overdue: (operation: string) => `Time ran out during ${operation}. Deploy again`,
  removalFailed: ({ LogicalResourceId, ResourceProperties: { OnRemoval } }: LoggingEvent) =>
    `If that does not help, first deploy with onRemoval RETAIN or ${OnRemoval === 'DISABLE' ? 'RESTORE_PREVIOUS' : 'DISABLE'}. ` +
    `If that is too late, delete the stack but retain ${LogicalResourceId}, and then delete the SSM parameter ${CLAIM_PARAMETER}`,
};

