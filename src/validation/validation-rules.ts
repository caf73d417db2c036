import { IConstruct } from 'constructs';
import { GlobalCrisValidationProps } from './global-cris-validation-props';
import { findPropFaults, isConcrete, KNOWN_LIST, refuse } from '../checks/check';
import { ACCOUNT_ID, ORGANIZATIONAL_UNIT_ID, ROOT_ID } from '../core/facts/organization-ids';
import { each, findFaults, matches, must, mustLack, required, Rules } from '../core/rules/rule';

const EXAMPLE = '{ \'111122223333\': [\'r-ab12\'] }';
const UNIT_ID = new RegExp(`${ROOT_ID.source}|${ORGANIZATIONAL_UNIT_ID.source}`);

const RULES: Rules<GlobalCrisValidationProps> = {
  organizationalUnits: [mustLack((units) => Object.keys(units).find((account) => isConcrete(account) && !ACCOUNT_ID.test(account)),
    'must be named by accounts of 12 digits', `For example ${EXAMPLE}`)],
  organizationPolicies: [KNOWN_LIST],
  fullAwsAccess: [must((isAttached) => typeof isAttached === 'boolean', 'must be true or false', // a text would count as true
    'Omit it if AWS\'s FullAWSAccess is attached everywhere')],
  strict: [must((isStrict) => typeof isStrict === 'boolean', 'must be true or false', 'Omit it to fail only on what is certain')],
};

const LISTS_UNITS = 'must list IDs of a root or of organizational units';
const UNIT_RULES = [required(must(Array.isArray, LISTS_UNITS, 'Use [] for the management account')), each(matches(UNIT_ID, LISTS_UNITS,
  'For example ["r-ab12", "ou-ab12-11111111"]'))];

/** Throws for texts that are not IDs of accounts, roots or units. */
export function checkValidationProps(scope: IConstruct, props: GlobalCrisValidationProps): void {
  const faults = findPropFaults(props, {
    must: 'must say what the app does not say, or be left out',
    example: `{ organizationalUnits: ${EXAMPLE} }`,
    rules: RULES,
  });
  const ofUnits = Object.entries(props?.organizationalUnits ?? {}).flatMap(([account, units]) =>
    findFaults({ [`organizationalUnits.${account}`]: units }, { [`organizationalUnits.${account}`]: UNIT_RULES }, isConcrete));
  refuse(scope, [...faults, ...ofUnits]);
}
