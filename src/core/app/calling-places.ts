import { group } from './collections';
import { AppReport, ReportRecording } from './report';

/** An account and source Region whose calls are allowed or not judged, and what records and watches them there. */
export interface CallingPlace {
  /** Absent if only the deployment knows it. */
  readonly account?: string;
  readonly region?: string;
  readonly isRecorded: boolean | 'not-judged';
  /** Whether an alarm there goes off if a destination Region is not expected. */
  readonly isWatched: boolean | 'not-judged';
  /** The paths of these alarms. */
  readonly alarms: readonly string[];
}

/** Lists where calls come from. A setting or an alarm counts only in the same account and Region. */
export function listCallingPlaces({ rows, identities, recording, serving }: AppReport): CallingPlace[] {
  const calling = rows.filter(({ verdict }) => verdict === 'allowed' || verdict === 'not-judged')
    .map(({ identity, region }) => ({ account: identities[identity]?.account, region }));
  return group(calling, ({ account, region }) => [account, region]).map(([place]) => {
    const isKnown = place.account !== undefined && place.region !== undefined;
    const isHere = (other: Pick<ReportRecording, 'account' | 'region'>) => other.account === place.account && other.region === place.region;
    // Two unknown accounts may differ.
    const judge = (isThere: boolean) => isKnown ? isThere : 'not-judged' as const;
    const alarms = serving.filter((one) => one.expected !== undefined && isKnown && isHere(one)).map(({ path }) => path);
    return {
      ...place.account !== undefined && { account: place.account },
      ...place.region !== undefined && { region: place.region },
      isRecorded: judge(recording.some((one) => one.path !== undefined && isHere(one))),
      isWatched: judge(alarms.length > 0),
      alarms: [...new Set(alarms)],
    };
  });
}
