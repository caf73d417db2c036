import { findProfiles, NamedProfile } from '../call/profile-names';
import { ConditionKey } from '../facts/iam-words';
import { KNOWN_MODELS } from '../facts/known-models';
import { isClaudeModelId } from '../facts/model-ids';
import { REGION_CODE } from '../facts/regions';
import { isKey } from '../iam/document';
import { compileGlob } from '../iam/glob';
import { Policy } from '../iam/policy';
import { Statement } from '../iam/statement';
import { markWildcards } from '../iam/text-parts';

/** The names in a policy. */
export interface Spelled {
  /** Claude models by their whole IDs. */
  readonly models: readonly string[];
  /** Known models that a pattern matches, such as `anthropic.claude-sonnet-*`. */
  readonly matched: readonly string[];
  /** Source Regions that an allow names. */
  readonly regions: readonly string[];
  /** Regions that a deny exempts by `aws:RequestedRegion`. */
  readonly exceptedRegions: readonly string[];
  readonly accounts: readonly string[];
  /** Projects that an allow names. */
  readonly projects: readonly string[];
  /** Application profiles that an allow names, and patterns of them. */
  readonly profiles: readonly NamedProfile[];
  /** Whether it distinguishes callers: by conditions on their ARN, or in a way that needs the whole ARN. */
  readonly tellsCallers: 'no' | 'by conditions' | 'by the whole';
}

const MODEL = /(?:foundation-model\/|inference-profile\/global\.)([a-z0-9.:-]*[a-z0-9])(?=["'/ ]|$)/g;
const PATTERN = /(?:foundation-model\/|inference-profile\/global\.)([a-z0-9.:*?-]*[*?][a-z0-9.:*?-]*)(?=["'/ ]|$)/g;
const REGION = /:bedrock:([a-z0-9-]+):/g;
const ACCOUNT = /(?<!\d)(\d{12})(?!\d)/g;
const PROJECT = /:project\/([a-zA-Z0-9_-]+)(?=["'/ ]|$)/g;

const spelled = new WeakMap<Policy, Spelled>();
const texts = new WeakMap<object, string>();

/** Finds the names in the texts of a policy. It reads texts that CloudFormation joins piece by piece. */
export function findSpelled(policy: Policy): Spelled {
  const known = spelled.get(policy) ?? readSpelled(policy);
  spelled.set(policy, known);
  return known;
}

/** The resources and conditions of a statement, as text. */
export function writeSubject({ document }: Statement): string {
  const { Resource: resource, NotResource: excepted, Condition: condition } = document;
  const known = texts.get(document) ?? [resource, excepted, condition].map((element) => JSON.stringify(element ?? null)).join(' ');
  texts.set(document, known);
  return known;
}

function readSpelled({ statements }: Policy): Spelled {
  const all = statements.map(writeSubject).join(' ');
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const ofAllows = allows.map(writeSubject).join(' ');
  const patterns = find(all, PATTERN).filter((pattern) => pattern !== '*').map((pattern) => compileGlob(markWildcards(pattern)));
  const requested = allows.flatMap(({ conditions }) => conditions)
    .filter(({ key, operator }) => isKey(key, ConditionKey.REQUESTED_REGION) && !operator.includes('Not'))
    .flatMap(({ values }) => values.filter((value): value is string => typeof value === 'string'));
  const asksForCaller = statements.some(({ conditions }) => conditions.some(({ key }) => isKey(key, ConditionKey.PRINCIPAL_ARN)));
  return {
    models: find(all, MODEL).filter(isClaudeModelId),
    matched: KNOWN_MODELS.map(({ modelId }) => modelId).filter((id) => patterns.some((matches) => matches(id))),
    regions: [...new Set([...find(ofAllows, REGION), ...requested])].filter((region) => REGION_CODE.test(region)),
    exceptedRegions: listExceptedRegions(statements),
    accounts: find(all, ACCOUNT),
    projects: find(ofAllows, PROJECT),
    profiles: findProfiles(ofAllows),
    tellsCallers: /\$\{\s*aws:(PrincipalArn|username|userid)/i.test(all) ? 'by the whole' : asksForCaller ? 'by conditions' : 'no',
  };
}

function listExceptedRegions(statements: readonly Statement[]): string[] {
  const conditions = statements.filter(({ effect }) => effect === 'Deny').flatMap((statement) => statement.conditions)
    .filter(({ key, operator }) => isKey(key, ConditionKey.REQUESTED_REGION) && operator.includes('Not'));
  return conditions.flatMap(({ values }) => values)
    .filter((value): value is string => typeof value === 'string' && REGION_CODE.test(value));
}

function find(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found]) => found))];
}
