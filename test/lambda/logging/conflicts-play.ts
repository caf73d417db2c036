import type { Conflict, Modes } from './conflicts';
import type { Place } from './conflicts-places';
import { ANOTHER, DONE, Expectation, FOUND, HAPPENS, REFUSED_BY_BEDROCK, WRITTEN_SINCE, YOURS } from './conflicts-words';
import { World } from './conflicts-world';
import type { Setting } from '../../../src/lambda/logging/wire';
import type { Verdict } from '../../support/guest/event';

/** What a row came to, or should. */
export interface Outcome {
  readonly answers: string[];
  readonly live: Setting | undefined;
  readonly claim: string;
  readonly written: boolean;
}

export async function play(place: Place, row: Conflict, modes: Modes): Promise<{ expected: Outcome; seen: Outcome }> {
  const { aws, server } = place;
  await aws.reset();
  const world = new World(place, modes);
  await FOUND[row.found](world);
  const failure = server.answers.find(({ Status, Reason = '' }) => Status === 'FAILED' && !REFUSED_BY_BEDROCK.test(Reason));
  if (failure) {
    throw new Error(`"${row.found}" did not come about: ${failure.Reason}`);
  }
  const found = { live: canonical(await aws.readSetting()), claim: owner(await aws.readClaim()), writes: server.writes };

  const results = await DONE[row.you](world);
  const { refusal, live, claim, still }: Expectation = HAPPENS[row.happens];
  const lives = {
    'off': undefined, 'yours': world.wish, 'before': YOURS, 'another': ANOTHER, 'since': WRITTEN_SINCE, 'as found': found.live,
  };
  const written = server.writes > found.writes;
  return {
    expected: {
      answers: refusal ? [`FAILED: ${refusal.source}`, 'SUCCESS'] : ['SUCCESS'], // the roll-back succeeds
      live: canonical(lives[live]),
      claim: claim === 'as found' ? found.claim : claim,
      written: still ? false : written,
    },
    seen: {
      answers: results.map((result) => tell(result, refusal)),
      live: canonical(await aws.readSetting()),
      claim: owner(await aws.readClaim()),
      written,
    },
  };
}

function tell({ Status, Reason = '' }: Partial<Verdict>, refusal: RegExp | undefined): string {
  return Status === 'SUCCESS' ? Status : `${Status}: ${refusal?.test(Reason) ? refusal.source : Reason}`;
}

/** The name of the stack whose a claim is. */
function owner(claim: string | undefined): string {
  return claim === undefined ? 'nobody' : (JSON.parse(claim) as { stack: string }).stack.split('/')[1];
}

/** With all flags, as booleans. */
function canonical(setting: Setting | undefined): Setting | undefined {
  const { cloudWatchConfig, s3Config, ...given } = setting ?? {};
  const all = ['text', 'image', 'embedding', 'video', 'audio'].map((name) => `${name}DataDeliveryEnabled` as keyof typeof given);
  if (!cloudWatchConfig && !s3Config) {
    return undefined;
  }
  const data = Object.fromEntries(all.map((flag) => [flag, String(given[flag]) !== 'false']));
  return { ...cloudWatchConfig && { cloudWatchConfig }, ...s3Config && { s3Config }, ...data };
}
