import { AwsAccount } from './aws-account';
import { handle } from './lifecycle';
import { MESSAGES } from './messages';
import type { ApplicationProfileEvent } from './wire';
import { answerCloudFormation, runUntil } from '../answer';

export const handler = answerCloudFormation('bedrock-application-profile', async (event: ApplicationProfileEvent, stop) => {
  const account = new AwsAccount(event.StackId, stop);
  const { arn, notice } = await runUntil(stop, handle(event, account), () => new Error(MESSAGES.overdue(account.operation)));
  return { PhysicalResourceId: arn, Reason: notice };
}, ({ message }, event) => event.RequestType === 'Delete' ? message + MESSAGES.removalFailed(event) : message);
