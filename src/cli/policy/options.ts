import { PolicyKind } from '../../core/policy-files/printed-policy';

const TEXT = { type: 'string' } as const;
const TEXTS = { type: 'string', multiple: true } as const;
const FLAG = { type: 'boolean' } as const;

const OUTPUT = {
  format: TEXT, name: TEXT, out: TEXT, force: FLAG, help: { ...FLAG, short: 'h' }, version: FLAG,
} as const;
const ACCESS = {
  'model': TEXTS, 'application-profile': TEXTS, 'region': TEXT, 'account': TEXT, 'project-id': TEXT, 'no-streaming': FLAG,
} as const;
const UNITS = { 'unit': TEXTS, 'home-region': TEXT } as const;
const CONTROL = { ...UNITS, 'exempt': TEXTS, 'max-size': TEXT, 'target': TEXTS } as const;

const OF_KIND = {
  'access': { ...ACCESS, ...UNITS, ...OUTPUT },
  'guard': { 'except-model': TEXTS, 'route': TEXTS, 'source-region': TEXTS, ...CONTROL, ...OUTPUT },
  'region-deny': { 'allow-region': TEXTS, 'admit-model': TEXTS, 'admit-from': TEXTS, 'exempt-action': TEXTS, ...CONTROL, ...OUTPUT },
  'endpoint': { ...ACCESS, principal: TEXTS, ...OUTPUT },
} as const;

/** All options of `policy`. Each kind has some of them. */
export const POLICY_OPTIONS = { ...OF_KIND.access, ...OF_KIND.guard, ...OF_KIND['region-deny'], ...OF_KIND.endpoint } as const;

export type PolicyOption = keyof typeof POLICY_OPTIONS;

export const KINDS = Object.keys(OF_KIND) as PolicyKind[];

/** Whether a kind of policy has an option. */
export function hasOption(kind: PolicyKind, option: string): boolean {
  return Object.hasOwn(OF_KIND[kind], option);
}
