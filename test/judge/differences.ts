import { PolicyDocument, StatementDocument } from './arbitraries';
import { Case, CertainOutcome, decide, Judge, NamedDocument } from './judge';

type Layer = 'identity' | 'boundary' | 'session' | 'endpoint' | 'scp';

/** One element of a statement on its own; of a `Condition`, one key under one operator. */
export interface PolicyElement {
  readonly name: 'Action' | 'NotAction' | 'Resource' | 'NotResource' | 'Condition';
  readonly values: readonly unknown[];
  /** Of the document that it stands in. */
  readonly version: string;
  readonly layer: Layer;
  readonly operator: string;
  readonly key: string;
}

/** A way in which the engines differ on a single element, and why ours stays as it is. */
export interface Difference {
  readonly name: string;
  readonly why: string;
  readonly applies: (element: PolicyElement, given: Case) => boolean;
}

function held(key: string, { context }: Case): string | readonly string[] | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

function variables({ values, version }: PolicyElement): { key: string; fallback?: string }[] {
  return version !== '2012-10-17' ? [] : values.flatMap((value) =>
    [...String(value).matchAll(/\$\{([^},]{2,}?)(?:, '([^']*)')?\}/g)].map(([, key, fallback]) => ({ key, fallback })));
}

function hasIncompleteArn({ values }: PolicyElement): boolean {
  return values.some((value) => String(value).startsWith('arn:') && String(value).split(':').length < 6);
}

function isOperator(element: PolicyElement, name: RegExp): boolean {
  return name.test(element.operator.replace(/^For(AnyValue|AllValues):|IfExists$/g, ''));
}

const NEGATED = /Not/;
const ARN = /^Arn/;
const STRING_WITHOUT_WILDCARDS = /^String(Not)?Equals(IgnoreCase)?$/;

export const DIFFERENCES: readonly Difference[] = [
  {
    name: 'a wildcard at the end of an ARN\'s part',
    why: 'The judge compares part by part. IAM\'s guide, "Resource": a * that is the last character of a part can match beyond the colon.',
    applies: ({ name, values }, { resource }) => name.endsWith('Resource') && values.some((value) => {
      const parts = String(value).split(':');
      return parts.slice(3, -1).some((part) => part.endsWith('*')) && String(value).startsWith('arn:')
        && parts.length <= resource.split(':').length;
    }),
  },
  {
    name: 'an incomplete ARN in NotResource',
    why: 'With one that does not match, the judge excludes all. IAM\'s guide, "IAM ARNs": the fields that are missing are wildcards; ' +
      'in Resource the judge does the same.',
    applies: (element) => element.name === 'NotResource' && hasIncompleteArn(element),
  },
  {
    name: 'an incomplete ARN in a policy of the organization or of an endpoint',
    why: 'The judge completes none there. IAM\'s guide says it of identity-based policies, and nothing of these; we complete all alike.',
    applies: (element) => element.name === 'Resource' && ['scp', 'endpoint'].includes(element.layer) && hasIncompleteArn(element),
  },
  {
    name: 'a policy variable in a document of the older version',
    why: 'The judge reads it. IAM\'s guide, "Version": variables are of version 2012-10-17, and before that literal text.',
    applies: ({ name, values, version }) =>
      !name.endsWith('Action') && version === '2008-10-17' && values.some((value) => String(value).includes('${')),
  },
  {
    name: 'a policy variable without a value, negated',
    why: 'The judge lets nothing match. IAM\'s guide, "Policy variables with no value": negated operators match, as no value equals the ' +
      'missing one; and a resource with such a variable matches no resource, so NotResource excludes nothing by it.',
    applies: (element, given) => (element.name === 'NotResource' || isOperator(element, NEGATED))
      && variables(element).some(({ key, fallback }) => fallback === undefined && held(key, given) === undefined),
  },
  {
    name: 'a policy variable of a multivalued key',
    why: 'IAM\'s guide says that such a key cannot be a variable and not what comes of it. The judge never reads its value; we do where ' +
      'there is one value.',
    applies: (element, given) => variables(element).some(({ key }) => Array.isArray(held(key, given))),
  },
  {
    name: 'a policy variable before the fifth colon under an ARN operator',
    why: 'The judge leaves it as it stands. IAM\'s guide has variables anywhere in the value of a string or ARN operator; the limit ' +
      'to the last part is of the Resource element.',
    applies: (element) => isOperator(element, ARN) && element.values.some((value) =>
      String(value).split(/\$\{[^}]{2,}\}/).slice(0, -1)
        .reduce((colons, text) => [...colons, colons[colons.length - 1] + text.split(':').length - 1], [0])
        .slice(1).some((colons) => colons < 5)),
  },
  {
    name: 'an escaped character under an operator without wildcards',
    why: 'The judge compares the ${*}, ${?} or ${$} itself. IAM\'s guide: these stand for the character wherever a policy variable can ' +
      'stand.',
    applies: (element) => isOperator(element, STRING_WITHOUT_WILDCARDS) && element.version === '2012-10-17'
      && element.values.some((value) => /\$\{[*?$]\}/.test(String(value))),
  },
  {
    name: 'a multivalued key without a set operator',
    why: 'The judge never matches. IAM\'s guide says that such a key requires a set operator and not what happens without one; ' +
      'we compare any value, and for a negated operator all.',
    applies: (element, given) =>
      element.name === 'Condition' && !element.operator.startsWith('For') && Array.isArray(held(element.key, given)),
  },
  {
    name: 'ForAnyValue with IfExists, key absent',
    why: 'The judge says false. IAM\'s guide says of IfExists, and excepts no operator but Null, that an absent key makes the condition ' +
      'true.',
    applies: (element, given) => /^ForAnyValue:.*IfExists$/.test(element.operator) && held(element.key, given) === undefined,
  },
  {
    name: 'a date as epoch seconds',
    why: 'The judge reads only ISO 8601 right. IAM\'s guide, "Date condition operators": ISO 8601 or epoch time.',
    applies: (element, given) =>
      isOperator(element, /^Date/) && [...element.values, held(element.key, given)].flat().some((value) => /^\d{5,}$/.test(String(value))),
  },
  {
    name: 'the block of all IPv4 addresses',
    why: 'The judge has no address in 0.0.0.0/0. IAM\'s guide: the standard CIDR format, in which a prefix of no bits is every address.',
    applies: (element) => isOperator(element, /IpAddress$/) && element.values.includes('0.0.0.0/0'),
  },
  {
    name: 'an IPv6 address spelled otherwise',
    why: 'The judge compares the text of an address without a prefix. It is the same address (RFC 4291), and IAM\'s guide writes its own ' +
      'in upper case.',
    applies: (element) => isOperator(element, /IpAddress$/) && element.values.includes('2001:DB8:0:0::7'),
  },
  {
    name: 'NotIpAddress with an address of the other version',
    why: 'The judge lets an address without a prefix of the other IP version fail the negated operator. IAM\'s guide: all addresses ' +
      'except the given one.',
    applies: (element, given) => isOperator(element, /^NotIpAddress$/) && [held(element.key, given) ?? []].flat().some((address) =>
      element.values.some((value) => !String(value).includes('/') && String(value).includes(':') !== address.includes(':'))),
  },
];

/** Asks both engines, and holds every difference against `DIFFERENCES`. */
export class Comparison {
  public readonly outcomes: Record<CertainOutcome, number> = { ALLOWED: 0, IMPLICITLY_DENIED: 0, EXPLICITLY_DENIED: 0 };
  /** Names of the differences that were met. */
  public readonly explained = new Set<string>();

  constructor(private readonly judge: Judge) {}

  /**
   * What is wrong, if anything. Where the engines differ, each element of the policies is asked about alone: a difference there
   * must be a documented one. With the judge's answers in the place of those elements, our engine must then agree.
   */
  public async fault(given: Case): Promise<string | undefined> {
    const judged = await this.judge.ask(given);
    this.outcomes[judged] += 1;
    if (decide(given).outcome === judged) {
      return undefined;
    }
    const faults: string[] = [];
    const settle = async (element: PolicyElement): Promise<boolean | undefined> => {
      const alone = isolate(element, given);
      const [theirs, ours] = [await this.judge.ask(alone), decide(alone).outcome];
      if (theirs === ours) {
        return undefined;
      }
      const difference = DIFFERENCES.find(({ applies }) => applies(element, given));
      if (difference) {
        this.explained.add(difference.name);
      } else {
        faults.push(`for ${JSON.stringify(element)} alone the judge says ${theirs}, we say ${ours}`);
      }
      return theirs === 'ALLOWED';
    };
    const settled = decide(await rewritten(given, settle)).outcome;
    if (faults.length > 0 || settled === judged) {
      return faults[0];
    }
    return `the judge says ${judged}; once the elements on which we differ are settled its way, we say ${settled}`;
  }
}

/** The request with nothing against it but an Allow with this element, in the element's layer. */
function isolate({ name, values, version, layer, operator, key }: PolicyElement, { principal, action, resource, context }: Case): Case {
  const statement = {
    Effect: 'Allow',
    ...(layer === 'endpoint' ? { Principal: '*' } : {}),
    ...(name.endsWith('Action') ? {} : { Action: '*' }),
    ...(name.endsWith('Resource') ? {} : { Resource: '*' }),
    ...(name === 'Condition' ? { Condition: { [operator]: { [key]: values } } } : { [name]: values }),
  };
  const alone = { name: 'alone', document: { Version: version, Statement: [statement] } };
  const open = { name: 'open', document: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } };
  return {
    principal,
    action,
    resource,
    context,
    identity: [layer === 'identity' ? alone : open],
    ...(layer === 'scp' ? { scpLevels: [[alone]] } : layer === 'identity' ? {} : { [layer]: alone }),
  };
}

type Settle = (element: PolicyElement) => Promise<boolean | undefined>;

/** The case with certain elements replaced by what is always or never so. */
async function rewritten(given: Case, settle: Settle): Promise<Case> {
  const one = async ({ name, document }: NamedDocument, layer: Layer): Promise<NamedDocument> => {
    const { Version, Statement } = document as PolicyDocument;
    const statements = await Promise.all(Statement.map(async (each) => rewrittenStatement(each, Version, layer, settle)));
    return { name, document: { Version, Statement: statements } };
  };
  const all = async (documents: readonly NamedDocument[], layer: Layer) => Promise.all(documents.map(async (each) => one(each, layer)));
  return {
    ...given,
    identity: await all(given.identity, 'identity'),
    boundary: given.boundary && await one(given.boundary, 'boundary'),
    session: given.session && await one(given.session, 'session'),
    endpoint: given.endpoint && await one(given.endpoint, 'endpoint'),
    scpLevels: given.scpLevels && await Promise.all(given.scpLevels.map(async (level) => all(level, 'scp'))),
  };
}

async function rewrittenStatement(
  given: StatementDocument, version: string, layer: Layer, settle: Settle,
): Promise<Record<string, unknown>> {
  const { Condition: block = {}, ...rest } = given as { Condition?: Record<string, Record<string, unknown>> } & Record<string, unknown>;
  const kept: Record<string, unknown> = {};
  const conditions: Record<string, Record<string, unknown>> = {};
  let never = false;
  for (const [name, value] of Object.entries(rest)) {
    if (!/Action|Resource/.test(name)) {
      kept[name] = value;
      continue;
    }
    const match = await settle({ name: name as PolicyElement['name'], values: [value].flat(), version, layer, operator: '', key: '' });
    never ||= match === false;
    Object.assign(kept, match === undefined ? { [name]: value } : { [name.replace('Not', '')]: '*' });
  }
  for (const [operator, keys] of Object.entries(block)) {
    for (const [key, value] of Object.entries(keys)) {
      const match = await settle({ name: 'Condition', values: [value].flat(), version, layer, operator, key });
      never ||= match === false;
      if (match === undefined) {
        conditions[operator] = { ...conditions[operator], [key]: value };
      }
    }
  }
  if (never) {
    delete kept.NotAction;
    kept.Action = 'never:Match';
  }
  return { ...kept, Condition: conditions };
}
