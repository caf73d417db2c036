import { AwsAccount } from './aws-account';
import { Report, Visit } from './lifecycle';
import { MESSAGES } from './messages';
import { ATTRIBUTES, IncreaseEvent, NONE, UNKNOWN } from './wire';
import { answerCloudFormation, runUntil, shorten } from '../answer';

/** What is left of an answer of 4 KB after a reason of 900 bytes and the IDs. */
const DETAIL_BYTES = 1500;

/** A Delete does nothing: AWS takes no request back, and a quota is never lowered. */
export const handler = answerCloudFormation('bedrock-token-quota-increase', async (event: IncreaseEvent, stop) => {
  if (event.RequestType === 'Delete') {
    return {};
  }
  const account = new AwsAccount(event.StackId, stop);
  const visit = new Visit(event, account);
  const report = await runUntil(stop, visit.run(), () => new Error(MESSAGES.overdue(account.operation)))
    .catch((error: Error) => visit.settle(error));
  console.log(JSON.stringify(report));
  return { Reason: report.detail, Data: writeAttributes(report) };
});

function writeAttributes({ outcome, applied, requestId, detail }: Report): Record<string, string> {
  return {
    [ATTRIBUTES.outcome]: outcome,
    [ATTRIBUTES.applied]: applied === undefined ? UNKNOWN : `${applied}`,
    [ATTRIBUTES.requestId]: requestId || NONE,
    [ATTRIBUTES.detail]: shorten(detail, DETAIL_BYTES),
  };
}
