import { IConstruct } from 'constructs';
import { GlobalCrisValidationProps } from './global-cris-validation-props';
import { checkProps, isConcrete } from '../checks/check';
import { ACCOUNT_ID, ORGANIZATIONAL_UNIT_ID, ROOT_ID } from '../core/facts/organization-ids';
import { describeValue } from '../core/rules/describe-value';
import { matches, Rules } from '../core/rules/rule';

const EXAMPLE = '{ \'111122223333\': [\'r-ab12\'] }';
const UNIT_ID = new RegExp(`${ROOT_ID.source}|${ORGANIZATIONAL_UNIT_ID.source}`);

const RULES: Rules<GlobalCrisValidationProps> = {
  organizationalUnits: [{
    holds: (units) => findWrongAccount(units) === undefined,
    rule: 'must be named by accounts of 12 digits',
    got: (units) => describeValue(findWrongAccount(units)),
    remedy: `For example ${EXAMPLE}`,
  }],
};

const UNIT_RULES = [{
  each: [matches(UNIT_ID, 'must list IDs of a root or of organizational units', 'For example ["r-ab12", ' +
  '"ou-ab12-11111111"]')],
}];

/** Throws for accounts, roots and units that are none. */
export function checkValidationProps(scope: IConstruct, props: GlobalCrisValidationProps): void {
  checkProps(scope, props, {
    must: 'must say what the app does not tell, or be left out',
    example: `{ organizationalUnits: ${EXAMPLE} }`,
    rules: RULES,
  });
  const units = Object.entries(props.organizationalUnits ?? {});
  const named = Object.fromEntries(units.map(([account, ids]) => [`organizationalUnits.${account}`, ids]));
  checkProps<Record<string, string[]>>(scope, named, {
    must: 'must list units by account',
    example: EXAMPLE,
    rules: Object.fromEntries(Object.keys(named).map((name) => [name, UNIT_RULES])),
  });
}

function findWrongAccount(units: Record<string, string[]>): string | undefined {
  return Object.keys(units).find((account) => isConcrete(account) && !ACCOUNT_ID.test(account));
}
