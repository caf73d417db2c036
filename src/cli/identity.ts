import { Arguments } from './arguments';
import { attempt, readJson, readPolicy } from './files';
import { BadInput, BadUsage } from './usage';
import { NamedDocument, findRolePolicies } from '../core/app/role-policies';
import { Evidence } from '../core/call/evidence';
import { parsePolicy, Policy } from '../core/iam/policy';
import { findDefaults, TemplateValues } from '../core/iam/template-values';

/** Whose policies are asked. */
export interface Identity {
  /** Its own policies; absent where none are given, so that they are taken as allowing everything. */
  readonly policies?: readonly Policy[];
  readonly boundary?: Policy;
  /** What the policies are read from says of the caller. */
  readonly evidence: readonly Evidence[];
  readonly notes: readonly string[];
}

/** Reads the policies and the boundary of the caller; without any, they are taken as allowing everything. */
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
  return {
    policies: args.identity.length > 0 ? args.identity.map(readPolicy) : undefined,
    boundary: args.boundary === undefined ? undefined : readPolicy(args.boundary),
    evidence: [],
    notes: args.identity.length > 0
      ? []
      : ['the identity\'s own policies are taken as allowing everything, since --identity is not given'],
  };
}

function readRole(file: string, role: string | undefined): Identity {
  const template = readJson(file, 'template');
  if (typeof template !== 'object' || template === null || typeof (template as { Resources?: unknown }).Resources !== 'object') {
    throw new BadInput(`${file}: must be a CloudFormation template with 'Resources'`);
  }
  const values: TemplateValues = template;
  return attempt(file, () => {
    const { identity, boundary, elsewhere } = findRolePolicies(template, role ?? '');
    const parse = ({ name, document }: NamedDocument) => parsePolicy(name, document, {}, values);
    const defaults = findDefaults([...identity, ...boundary ? [boundary] : []].map(({ document }) => document), values);
    return {
      policies: identity.map(parse),
      boundary: boundary && parse(boundary),
      evidence: [],
      notes: [
        ...elsewhere.map((name) => `${name} is only referred to in the template, and is taken as saying nothing`),
        ...defaults.map(({ title, value }) => `${title} of the template is taken by its default ${value}`),
      ],
    };
  });
}
