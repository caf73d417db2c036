import type { Place } from './conflicts-world';
import { Guest } from '../../support/guest/handler';
import { LocalAws, refuse } from '../../support/guest/local-aws';
import { Moto } from '../../support/guest/moto';

/** The server of our own, as rows need it. */
export function makeLocalPlace(server: LocalAws): Place {
  return {
    guest: new Guest(server.endpoint),
    stacks: {
      yours: 'arn:aws:cloudformation:af-south-1:123456789012:stack/yours/11111111-2222-3333-4444-555555555555',
      others: 'arn:aws:cloudformation:af-south-1:123456789012:stack/others/66666666-7777-8888-9999-000000000000',
    },
    aws: {
      endpoint: server.endpoint,
      get answers() { return server.answers; },
      get writes() { return server.of('PutModelInvocationLoggingConfiguration', 'DeleteModelInvocationLoggingConfiguration').length; },
      get stacks() { return server.stacks; },
      readSetting: async () => server.setting,
      writeSetting: async (setting) => { server.setting = setting; },
      readRecord: async () => server.record,
      deleteRecord: async () => { server.record = undefined; },
      refuse: () => server.fail('PutModelInvocationLoggingConfiguration', refuse('ValidationException', 'refused')),
      reset: async () => server.reset(),
    },
  };
}

export async function makeMotoPlace(aws: Moto): Promise<Place> {
  return {
    guest: new Guest(aws.endpoint), stacks: { yours: await aws.createStack('yours'), others: await aws.createStack('others') }, aws,
  };
}
