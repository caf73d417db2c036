import { AccessDenied, parseAccessDenied } from './access-denied';
import { findOtherDenial } from './denial-meaning';
import { Evidence } from './evidence';

export function readErrors(text: string): { denials: (AccessDenied & { evidence: Evidence[] })[]; failures: { meaning: string }[] } {
  const help = findOtherDenial(text);
  const denied = parseAccessDenied(text);
  const one = (fact: Evidence['fact'], value?: string): Evidence[] => value === undefined ? [] : [{ fact, value, origin: 'the error' }];
  return {
    denials: denied && !help ? [{
      ...denied,
      evidence: [...one('region', denied.region), ...one('account', denied.account), ...one('model', denied.modelId), ...one('principal', denied.principalArn),
        ...one('project', denied.projectId), ...one('streaming', String(denied.action.endsWith('Stream')))],
    }] : [],
    failures: help ? [{ meaning: help }] : [],
  };
}
