import type { Setting } from '../../../src/lambda/logging/wire';
import { Guest } from '../../support/guest/handler';
import { LocalAws, refuse } from '../../support/guest/local-aws';
import { Moto } from '../../support/guest/moto';
import type { Server } from '../../support/guest/stack';

/** What happens beside the stacks, and what is looked at. */
export interface Aws {
  readSetting(): Promise<Setting | undefined>;
  writeSetting(setting: Setting | undefined): Promise<void>;
  readClaim(): Promise<string | undefined>;
  deleteClaim(): Promise<void>;
  /** Bedrock is to refuse the next setting that is put. */
  refuse(): void;
  reset(): Promise<void>;
}

/** Where rows are played. */
export interface Place {
  readonly server: Server;
  readonly guest: Guest;
  readonly aws: Aws;
  /** Where stacks have IDs already. */
  readonly stackIds?: { readonly yours: string; readonly others: string };
}

/** The server of our own, as rows need it. */
export function makeLocalPlace(server: LocalAws): Place {
  return {
    server,
    guest: new Guest(server.endpoint),
    aws: {
      readSetting: async () => server.setting,
      writeSetting: async (setting) => { server.setting = setting; },
      readClaim: async () => server.claim,
      deleteClaim: async () => { server.claim = undefined; },
      refuse: () => server.fail('PutModelInvocationLoggingConfiguration', refuse('ValidationException', 'refused')),
      reset: async () => server.reset(),
    },
  };
}

export async function makeMotoPlace(moto: Moto): Promise<Place> {
  const stackIds = { yours: await moto.createStack('yours'), others: await moto.createStack('others') };
  return { server: moto, guest: new Guest(moto.endpoint), aws: moto, stackIds };
}
