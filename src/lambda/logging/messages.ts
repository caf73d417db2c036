import { describeDifference } from './setting';
import type { LifecycleRequest, Setting } from './wire';

/** The record's name; creating it is the claim, so it is the same for every version of this library. */
export const PARAMETER = '/cdk-bedrock-cris/model-invocation-logging';

const NOTHING = 'Nothing was written.';

export function managedElsewhere(request: LifecycleRequest, owner: string): string {
  return `${place(request)} is managed by the stack ${readStackName(owner)} (${owner}), and only one stack may. ${NOTHING} ` +
    'Remove BedrockLoggingConfig from that stack first (with onRemoval RETAIN the setting stays on), and then deploy this one ' +
    'with the same destinations and onExisting ADOPT, or with TAKE_OVER. If that stack no longer exists, ' +
    `delete the SSM parameter ${PARAMETER}`;
}

/** An answer of SSM that was lost on its way looks the same. */
export function claimed(request: LifecycleRequest): string {
  return `${place(request)} was claimed at this moment, by another stack or by an earlier attempt of this one. ${NOTHING} Deploy again`;
}

export function existing(request: LifecycleRequest, live: Setting): string {
  return `${place(request)} is already on, with another setting, and onExisting is ${request.properties.OnExisting}. ${NOTHING} ` +
    `${differs(request, live)}. Give BedrockLoggingConfig the same destinations and data, ` +
    'or say onExisting TAKE_OVER to replace and remember it';
}

export function notOurs(request: LifecycleRequest, live: Setting | undefined, tenant: boolean): string {
  return tenant
    ? `${place(request)} was found as it is and is left so, since onExisting is REFUSE. ${NOTHING} ` +
      `${differs(request, live)}. Say onExisting ADOPT or TAKE_OVER`
    : `${place(request)} was changed outside of this stack. ${NOTHING} ${differs(request, live)}. Put the setting back as this stack ` +
      'wrote it, or say onExisting TAKE_OVER to replace and remember it';
}

export function changedMeanwhile(request: LifecycleRequest): string {
  return `${place(request)} was changed by somebody else during this deployment, so your setting was not written. Deploy again`;
}

export function cancelled(request: LifecycleRequest): string {
  return `${place(request)} was not written: CloudFormation cancelled this deployment`;
}

export function cannotReturn(request: LifecycleRequest, role: string): string {
  return `${place(request)} could not be put back as it was found: its role ${role} is not in previousRoleArns. ${NOTHING} Add it`;
}

export function recordMissing(request: LifecycleRequest, holder?: string): string {
  return `${place(request)} cannot be updated: the SSM parameter ${PARAMETER}, which says what was found before, ` +
    `${holder ? `is held by the resource ${holder} of this stack` : 'is missing'}. ${NOTHING} ` +
    'Deploy it as it was but with onRemoval RETAIN, remove it, and add it again with onExisting TAKE_OVER';
}

export function recordTooLong(bytes: number): string {
  return `The setting that was found does not fit the SSM parameter ${PARAMETER}: ${bytes} bytes, at most 8192. ${NOTHING} ` +
    'Switch the setting off, or shorten its key prefixes, and deploy again';
}

export function recordUnreadable(): string {
  return `The SSM parameter ${PARAMETER} does not hold what BedrockLoggingConfig wrote there, so nothing was touched. ` +
    'Put its last good version back, which its history shows, or delete it if the setting in Bedrock is to stay as it is';
}

export function unconfirmed(flags: string[]): string {
  return `Bedrock did not confirm ${flags.join(', ')} as off. The AWS SDK of the Lambda runtime may not know them; ` +
    'look at the setting in the console';
}

export function overdue(operation: string): string {
  return `Time ran out during ${operation}. Deploy again`;
}

export function removalFailed(onRemoval: string, logicalId: string): string {
  const other = onRemoval === 'DISABLE' ? 'RESTORE_PREVIOUS' : 'DISABLE';
  return `. To remove the stack without this write, first deploy it with onRemoval RETAIN or ${other}; ` +
    `where that is too late, delete the stack but retain ${logicalId}, and then delete the SSM parameter ${PARAMETER}`;
}

function place({ stack }: LifecycleRequest): string {
  const [,,, region, account] = stack.split(':');
  return `Model invocation logging of account ${account} in ${region} (stack ${readStackName(stack)})`;
}

function readStackName(stack: string): string {
  return stack.split('/')[1] ?? stack;
}

function differs({ properties }: LifecycleRequest, live: Setting | undefined): string {
  return `The difference: ${live ? describeDifference(live, properties.LoggingConfig) : 'logging is off'}`;
}
