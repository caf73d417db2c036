import { lifecycle, Outcome, Refusal } from './lifecycle';
import * as messages from './messages';
import { ServiceError, Services } from './services';
import { textOf } from './setting';
import type { LoggingResourceAttributes, LoggingResourceProperties, Setting } from './wire';
import { answering, before, bytesOf, CustomResourceEvent } from '../answer';

type Event = CustomResourceEvent<LoggingResourceProperties>;

/** Beside the rest of an answer, which has 4 KB of JSON. */
const ATTRIBUTE_BYTES = 1000;

export const handler = answering('model-invocation-logging', async (event: Event, stop, deadline) => {
  const services = new Services(event.StackId, stop, deadline);
  const { found, notice } = await before(stop, drive(event, services), () => new Refusal(messages.overdue(services.operation)));
  return { Reason: notice, Data: attributes(found, event.ResourceProperties.LoggingConfig) };
}, reasonOf);

async function drive(event: Event, services: Services): Promise<Outcome> {
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

function reasonOf(error: Error, { RequestType, ResourceProperties, LogicalResourceId }: Event): string {
  const writing = error instanceof ServiceError && /^(Put|Delete)Model/.test(error.operation);
  return error.message + (RequestType === 'Delete' && writing ? messages.removalFailed(ResourceProperties.OnRemoval, LogicalResourceId) : '');
}

function attributes(found: Setting | undefined, written: Setting): LoggingResourceAttributes {
  const [one, other] = [found, written].map((setting) => {
    const text = textOf(setting);
    return bytesOf(text) > ATTRIBUTE_BYTES ? `${text.length} characters, too long to tell` : text;
  });
  return { FoundConfiguration: one, WrittenConfiguration: other };
}
