import { Leg } from './leg';
import { joinWords } from './words';
import { Json } from '../iam/document';

/** Example values for an account and a source Region that were not given, so that there is something to show. */
export const STAND_IN = { account: '111122223333', region: 'af-south-1' };

/** An example value in remedies for a fact of the call that was not given. */
export interface StandIn {
  /** As statements contain it, such as `111122223333`. */
  readonly text: string;
  /** The marker for it in the legs, if they are decided without it. */
  readonly marker?: string;
  /** What it stands for, and what to do: "your account: write its number". */
  readonly meaning: string;
  /** For an application profile that a template creates: the path of its construct, and its model, if that is known. */
  readonly profile?: { readonly name: string; readonly modelId?: string };
}

/** Replaces the markers in a leg by example values, because a statement cannot contain markers. */
export function fillIn(leg: Leg, standIns: readonly StandIn[]): Leg {
  const marked = standIns.filter(({ marker }) => marker !== undefined);
  if (marked.length === 0) {
    return leg;
  }
  const fill = (text: string) => marked.reduce((filled, { marker, text: value }) => filled.replaceAll(marker!, value), text);
  const { account, region, partition } = leg.environment;
  return {
    ...leg,
    resource: fill(leg.resource),
    requestedRegion: fill(leg.requestedRegion),
    throughProfile: leg.throughProfile && fill(leg.throughProfile),
    possibleProfiles: leg.possibleProfiles?.map((profile) => profile && fill(profile)),
    environment: { account: fill(account), region: fill(region), partition: fill(partition) },
    context: new Map([...leg.context].map(([key, values]) => [key, values.map(fill)])),
  };
}

/**
 * Says which values in some statements are examples: one sentence for each, and one for all application profiles.
 *
 * @param isElsewhere whether the statements are outside of the template that creates the profiles, and so cannot refer to them
 */
export function nameStandIns(statements: readonly Json[], standIns: readonly StandIn[], isElsewhere = false): string[] {
  const json = JSON.stringify(statements);
  const found = standIns.filter(({ text }) => json.includes(text));
  const profiles = found.filter(({ profile }) => profile !== undefined);
  const [ids, resources] = profiles.length === 1 ? ['the ID', 'its resource'] : ['the IDs', 'their resources'];
  const names = joinWords(profiles.map(({ profile }) => `'${profile?.name}'`));
  return [
    ...found.filter(({ profile }) => profile === undefined).map(({ text, meaning }) => `Below, ${text} stands for ${meaning}.`),
    ...profiles.length === 0 ? [] : [`Below, ${joinWords(profiles.map(({ text }) => text))} ${
      profiles.length === 1 ? 'stands' : 'stand'} for ${ids} of application profile${profiles.length === 1 ? '' : 's'} ${names}: ${
      isElsewhere ? '' : `refer to ${resources}, or `}write ${ids} after the deployment.`],
  ];
}

/** Writes an ARN for a policy of an organization. It is for every account if the account was not given. */
export function openAccount(arn: string, standIns: readonly StandIn[]): string {
  const parts = arn.split(':');
  const isStandIn = /^\d{12}$/.test(parts[4] ?? '') && standIns.some(({ text }) => text === parts[4]);
  return isStandIn ? [...parts.slice(0, 4), '*', ...parts.slice(5)].join(':') : arn;
}
