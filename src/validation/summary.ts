import * as path from 'path';
import { AppReport, ReportRow } from '../core/app/report';
import { PolicyLayer } from '../core/iam/layer';

/** Writes one line about what was judged and what was not. A call is one model from one Region, whole or as a stream. */
export function writeSummary({ rows, totals, denies, notJudged }: AppReport, directory: string, stage: string): string {
  const policies = denies.filter(({ layer }) => layer === PolicyLayer.SERVICE_CONTROL).length;
  const closed = rows.filter(({ verdict }) => verdict === 'denied' || verdict === 'partial');
  const count = (intent: ReportRow['intent']) => closed.filter((row) => row.intent === intent).length;
  const unjudged = [
    ...totals.notJudged > 0 ? [countAll(totals.notJudged, 'call')] : [],
    ...notJudged.length > 0 ? [countAll(notJudged.length, 'other thing')] : [],
  ];
  return `[cdk-bedrock-cris]${stage === '' ? '' : ` ${stage}:`} ${countAll(totals.identities, 'identity', 'identities')} judged under ${
    countAll(policies, 'service control policy', 'service control policies')}: ${countAll(totals.allowed, 'call')} allowed, ${
    count('wildcard')} denied that only a wildcard allows, ${count('named')} blocked; ${unjudged.length === 0 ? 'nothing is left unjudged'
    : `not judged: ${unjudged.join(' and ')} (run "cdk-bedrock-cris report ${shorten(directory)}" to see why)`}`;
}

function countAll(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function shorten(directory: string): string {
  const relative = path.relative('', directory);
  return relative === '' || relative.startsWith('..') ? directory : relative;
}
