import { lifecycle, Outcome, Refusal } from './lifecycle';
import * as messages from './messages';
import { ServiceError, Services } from './services';
import { writeCanonical } from './setting';
import type { LoggingResourceAttributes, LoggingResourceProperties, Setting } from './wire';
import { answerCloudFormation, countBytes, CustomResourceEvent, runUntil } from '../answer';

type LoggingEvent = CustomResourceEvent<LoggingResourceProperties>;

/** Beside the rest of an answer, which has 4 KB of JSON. */
const ATTRIBUTE_BYTES = 1000;

export const handler = answerCloudFormation('model-invocation-logging', async (event: LoggingEvent, stop, deadline) => {
  const services = new Services(event.StackId, stop, deadline);
  const { found, notice } = await runUntil(stop, drive(event, services), () => new Refusal(messages.overdue(services.operation)));
  return { Reason: notice, Data: writeAttributes(found, event.ResourceProperties.LoggingConfig) };
}, explain);

async function drive(event: LoggingEvent, services: Services): Promise<Outcome> {
  const steps = lifecycle({
    type: event.RequestType,
    stack: event.StackId,
    logicalId: event.LogicalResourceId,
    properties: event.ResourceProperties,
    old: event.OldResourceProperties,
  });
  let reply: unknown;
  for (;;) {
    const { done, value } = steps.next(reply);
    if (done) {
      return value;
    }
    reply = await services.perform(value);
    console.log(JSON.stringify({ ...value, reply }));
  }
}

function explain(error: Error, { RequestType, ResourceProperties, LogicalResourceId }: LoggingEvent): string {
  const isOfWrite = error instanceof ServiceError && /^(Put|Delete)Model/.test(error.operation);
  const remedy = RequestType === 'Delete' && isOfWrite ? messages.removalFailed(ResourceProperties.OnRemoval, LogicalResourceId) : '';
  return `${error.message}${remedy}`;
}

function writeAttributes(found: Setting | undefined, written: Setting): LoggingResourceAttributes {
  const [one, other] = [found, written].map((setting) => {
    const text = writeCanonical(setting);
    return countBytes(text) > ATTRIBUTE_BYTES ? `${text.length} characters, too long to tell` : text;
  });
  return { FoundConfiguration: one, WrittenConfiguration: other };
}
