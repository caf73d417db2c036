import { AwsAccount } from './aws-account';
import { handle, Outcome } from './lifecycle';
import { MESSAGES } from './messages';
import { writeCanonical } from './setting';
import { LoggingEvent, LoggingResourceAttributes, NOT_OURS, Setting } from './wire';
import { answerCloudFormation, countBytes, runUntil, Success } from '../answer';

/** An answer has 4 KB of JSON, and more than its attributes. */
const ATTRIBUTE_BYTES = 1000;

export const handler = answerCloudFormation('model-invocation-logging', async (event: LoggingEvent, stop, deadline) => {
  const account = new AwsAccount(event.StackId, stop, deadline);
  return answer(event, await runUntil(stop, handle(event, account), () => new Error(MESSAGES.overdue(account.operation))));
}, ({ message }, event) => event.RequestType === 'Delete' ? `${message}. ${MESSAGES.removalFailed(event)}` : message);

function answer({ RequestType, ResourceProperties }: LoggingEvent, { owner, found, notice }: Outcome): Success {
  if (RequestType !== 'Delete' && (owner === 'SOMEBODY_ELSE' || owner === 'NOBODY')) {
    console.log(`${NOT_OURS}: ${notice}`);
  }
  const attributes: LoggingResourceAttributes = {
    FoundConfiguration: tell(found), WrittenConfiguration: tell(ResourceProperties.LoggingConfig), SettingOwner: owner,
  };
  return { Reason: notice, Data: attributes };
}

function tell(setting: Setting | undefined): string {
  const text = writeCanonical(setting);
  return countBytes(text) > ATTRIBUTE_BYTES ? `${text.length} characters, too long to tell` : text;
}
