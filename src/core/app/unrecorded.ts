import { group } from './collections';
import { AppReport, ReportRecording } from './report';

/** Lists the accounts and Regions with allowed calls but no known recording. */
export function listUnrecorded({ rows, identities, recording }: Pick<AppReport, 'rows' | 'identities' | 'recording'>): ReportRecording[] {
  const allowed = rows.flatMap(({ verdict, identity, region }) =>
    verdict === 'allowed' ? [{ account: identities[identity].account, region }] : []);
  const isRecorded = ({ account, region }: Pick<ReportRecording, 'account' | 'region'>) =>
    recording.some((record) => record.account === account && record.region === region);
  return group(allowed, (place) => place).map(([place]) => place).filter((place) => !isRecorded(place))
    .map(({ account, region }) => ({ ...account !== undefined && { account }, ...region !== undefined && { region }, stores: [] }));
}
