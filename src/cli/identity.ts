import { Arguments } from './arguments';
import { attempt, readIdentities, readPolicies, writeReadingNotes } from './files';
import { BadInput, BadUsage } from './usage';
import { IdentityNaming, NamedDocument } from '../core/app/role-policies';
import { TemplateProfile } from '../core/app/template-profiles';
import { Evidence } from '../core/call/evidence';
import { Unknown } from '../core/call/unknown-facts';
import { PolicyUse } from '../core/documents/part';
import { KEPT_OF_LOGICAL_ID } from '../core/facts/generated-names';
import { SSO_ROLE_PATH, SSO_ROLE_PREFIX } from '../core/facts/iam-roles';
import { parsePolicy, Policy } from '../core/iam/policy';
import { findDefaults } from '../core/iam/template-values';

/** The identity whose policies are judged. */
export interface Identity {
  /** Its own policies; absent if none are given, and then assumed to allow everything. */
  readonly policies?: readonly Policy[];
  readonly boundary?: Policy;
  /** What the source of the policies says about the caller. */
  readonly evidence: readonly Evidence[];
  /** Application profiles that the identity's template creates. */
  readonly profiles?: readonly TemplateProfile[];
  readonly notes: readonly string[];
}

/** Reads the policies and the boundary of the caller. Without policies, they are assumed to allow everything. */
export function readIdentity(args: Arguments): Identity {
  if (args.template !== undefined) {
    if (args.identity.length > 0 || args.boundary !== undefined) {
      throw new BadUsage('--template must not come with --identity or --boundary: the role in the template has them');
    }
    return readRole(args.template, args.role);
  }
  if (args.role !== undefined) {
    throw new BadUsage('--role must come with --template');
  }
  const read = args.identity.map((file) => readPolicies(file, 'identity'));
  const boundary = args.boundary === undefined ? undefined : readOnePolicy(args.boundary, 'boundary');
  return {
    policies: args.identity.length > 0 ? read.flatMap(({ policies }) => policies) : undefined,
    boundary: boundary?.policy,
    evidence: [],
    notes: [
      ...writeReadingNotes(read),
      ...boundary?.notes ?? [],
      ...args.identity.length > 0 ? [] : ['the identity\'s own policies are assumed to allow everything, because --identity is not given'],
    ],
  };
}

/** Reads a file that holds one policy. Throws BadInput if it holds several. */
export function readOnePolicy(file: string, use: PolicyUse): { readonly policy: Policy; readonly notes: readonly string[] } {
  const read = readPolicies(file, use);
  if (read.policies.length !== 1) {
    throw new BadInput(`--${use} must hold one policy, got: ${read.policies.map(({ name }) => name).join(', ')}`);
  }
  return { policy: read.policies[0], notes: writeReadingNotes([read]) };
}

function readRole(file: string, role: string | undefined): Identity {
  const { kind, values, profiles, find } = readIdentities(file);
  const { identity, boundary, elsewhere, arn: known, naming } = find(role ?? '');
  const arn = known ?? (naming && writeArn(naming));
  const parse = ({ name, document }: NamedDocument) => attempt(file, () => parsePolicy(name, document, {}, values));
  const documents = [...identity, ...boundary ? [boundary] : []].map(({ document }) => document);
  const defaults = values === undefined ? [] : findDefaults(documents, values);
  return {
    policies: identity.map(parse),
    boundary: boundary && parse(boundary),
    evidence: arn === undefined ? [] : listEvidence(arn, `the ${kind}`),
    profiles,
    notes: [
      ...elsewhere.map((name) => `${name} is only referenced in the ${kind}, so its statements are unknown; it is judged as having none`),
      ...defaults.map(({ title, value }) => `${title} of the template is read as its default ${value}`),
    ],
  };
}

function listEvidence(arn: string, origin: string): Evidence[] {
  const account = arn.split(':')[4];
  const known: Evidence[] = account === Unknown.ACCOUNT ? [] : [{ fact: 'account', value: account, origin }];
  return [{ fact: 'principal', value: arn, origin }, ...known];
}

/** Writes the ARN of an identity of a template, with markers for what the template does not say. Returns nothing if too much is missing. */
function writeArn({ kind, reference, name, path, isGenerated }: IdentityNaming): string | undefined {
  const { ACCOUNT, STACK_NAME, NAME_SUFFIX, SSO_REGION } = Unknown;
  const generated = isGenerated ? `${STACK_NAME}-${reference.slice(0, KEPT_OF_LOGICAL_ID)}${NAME_SUFFIX}` : NAME_SUFFIX;
  const shown = name ?? generated;
  if (kind === 'permission set') {
    return name && `arn:aws:iam::${ACCOUNT}:role/${SSO_ROLE_PATH}${SSO_REGION}${SSO_ROLE_PREFIX}${name}_${NAME_SUFFIX}`;
  }
  return path && `arn:aws:iam::${ACCOUNT}:${kind}${path}${shown}`;
}
