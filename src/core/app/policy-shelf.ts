import { References } from './references';
import { settleTrust } from './settle-trust';
import { StackAt } from './stack-at';
import { Action, INVOKE_ACTIONS } from '../facts/iam-words';
import { compileActionPattern } from '../iam/action-pattern';
import { isObject, Json, toList } from '../iam/document';
import { parseJson } from '../iam/json-text';
import { Match } from '../iam/match';
import { cutPlaceholders } from '../iam/placeholders';
import { parsePolicy, Policy } from '../iam/policy';
import { hideOpenParameters } from '../iam/pseudo-parameters';
import { PRIVATE_USE } from '../iam/special-characters';
import { Statement } from '../iam/statement';
import { readTrust } from '../trust/decide-assumption';

/** How to read a document. */
export interface DocumentOptions {
  /** What makes the document uncertain, such as a condition on its resource. */
  readonly causes?: readonly string[];
  /** Whether it is deployed elsewhere, so that unknown pseudo parameters of its stack do not follow the caller. */
  readonly elsewhere?: boolean;
}

/**
 * The policies of an app, with each document parsed once. Equal documents are one object with the name of the first, so that their answers
 * are worked out once too.
 */
export class PolicyShelf {
  private readonly shelf = new Map<string, Policy>();
  private readonly trusts = new Map<string, Policy>();
  private readonly unknown = new Map<string, Policy>();
  private readonly doubted = new Map<Policy, Map<string, Policy>>();

  constructor(private readonly references: References, private readonly lookups: ReadonlyMap<string, string>) {}

  /** Reads a document of a template. Throws if it is not a policy document. */
  public read(stack: StackAt, name: string, given: unknown, { causes = [], elsewhere = false }: DocumentOptions = {}): Policy {
    const document = this.openLookups(readDocument(given, this.references, stack));
    if (elsewhere) { // reports name each policy of an organization separately
      return this.parse(stack, name, hideOpenParameters(this.settle(stack, document), stack, stack.path), causes);
    }
    const { document: relevant, indexes } = keepRelevant(document);
    const settled = this.settle(stack, relevant);
    const key = `${stack.account} ${stack.region} ${causes.join('; ')} ${indexes?.join(' ')} ${JSON.stringify(settled)}`;
    const known = this.shelf.get(key);
    if (known) {
      return known;
    }
    const policy = renumber(this.parse(stack, name, settled, causes), indexes);
    this.shelf.set(key, policy);
    return policy;
  }

  /** Reads the trust policy of a role. Throws if IAM would refuse it. */
  public readTrust(stack: StackAt, given: unknown): Policy {
    const document = this.openLookups(settleTrust(this.references, stack, readDocument(given, this.references, stack)));
    const key = JSON.stringify(document);
    const known = this.trusts.get(key) ?? readTrust(document);
    this.trusts.set(key, known);
    return known;
  }

  private settle(stack: StackAt, document: unknown): unknown {
    return this.openLookups(this.references.write(stack, document));
  }

  private parse(stack: StackAt, name: string, document: unknown, causes: readonly string[]): Policy {
    refuseStrayFunctions(name, document);
    const parsed = parsePolicy(name, document, { account: stack.account, region: stack.region });
    return causes.length === 0 ? parsed : doubt(parsed, causes);
  }

  /** Makes a policy of which only the name is known: it may allow or deny anything. */
  public makeUnknown(given: string, effects: readonly Statement['effect'][] = ['Allow', 'Deny']): Policy {
    const cause = given.replace(PRIVATE, '?'); // no policy may hold them
    const key = `${effects.join()} ${cause}`;
    const known = this.unknown.get(key);
    const made = known ?? parsePolicy(cause, {
      Statement: effects.map((Effect) => ({ Effect, Action: { Ref: cause }, Resource: '*' })),
    });
    this.unknown.set(key, made);
    return made;
  }

  /** Makes what a policy says rest on causes. */
  public doubt(policy: Policy, causes: readonly string[]): Policy {
    const byCause = this.doubted.get(policy) ?? new Map<string, Policy>();
    this.doubted.set(policy, byCause);
    const key = causes.join('; ');
    const made = byCause.get(key) ?? doubt(policy, causes);
    byCause.set(key, made);
    return made;
  }

  /** Reads an AWS managed policy. */
  public readOfAws(name: string, document: object): Policy {
    const known = this.shelf.get(`AWS ${name}`) ?? parsePolicy(name, document);
    this.shelf.set(`AWS ${name}`, known);
    return known;
  }

  /** Whether a text holds the dummy value of a look-up that was not made. */
  public isLookedUp(text: string): boolean {
    return [...this.lookups.keys()].some((dummy) => text.includes(dummy));
  }

  /** Replaces the dummy values of look-ups by unknowns. */
  private openLookups(value: unknown): unknown {
    if (this.lookups.size === 0 || (typeof value === 'object' && !this.isLookedUp(JSON.stringify(value)))) {
      return value;
    }
    if (typeof value === 'string') {
      const [found] = [...this.lookups].filter(([dummy]) => value.includes(dummy));
      const parts = found && value.split(found[0]).flatMap((part, index): unknown[] => index === 0 ? [part] : [lookUp(found[1]), part]);
      return parts ? { 'Fn::Join': ['', parts.filter((part) => part !== '').map((part) => this.openLookups(part))] } : value;
    }
    if (Array.isArray(value)) {
      return value.map((one) => this.openLookups(one));
    }
    return isObject(value) && !('Ref' in value)
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.openLookups(inner)])) : value;
  }
}

function lookUp(key: string): object {
  return { Ref: `the look-up ${key}, which was not made` };
}

/** Throws if a CloudFormation function replaces a part of a condition block: it would look like an operator or a key. */
function refuseStrayFunctions(name: string, document: unknown): void {
  const statements = isObject(document) ? toList(document.Statement ?? []) : [];
  for (const { Condition: block } of statements.filter(isObject)) {
    const maps = isObject(block) ? [block, ...Object.values(block).filter(isObject)] : [];
    const stray = maps.flatMap(Object.keys).find((key) => key.startsWith('Fn::'));
    if (stray !== undefined) {
      throw new Error(`policy '${name}' has the function ${stray} in place of a part of a condition`);
    }
  }
}

/** Leaves out the statements that do not concern calls of models. Most policies of an app have no others. */
function keepRelevant(document: unknown): { readonly document: unknown; readonly indexes?: readonly number[] } {
  const given = isObject(document) ? document.Statement : undefined;
  if (!isObject(document) || !Array.isArray(given)) {
    return { document };
  }
  const indexes = given.flatMap((statement, index) => mayConcernCalls(statement) ? [index] : []);
  const kept = { ...document, Statement: indexes.map((index) => given[index] as unknown) };
  return indexes.length === given.length ? { document } : { document: kept, indexes };
}

/** The actions of calls, and of the guardrails that they name. */
const ACTIONS = [...INVOKE_ACTIONS, Action.APPLY_GUARDRAIL];
const concerning = new Map<string, boolean>();

/** Whether the actions of a statement may be those of calls. The parser deals with odd values. */
function mayConcernCalls(statement: unknown): boolean {
  if (!isObject(statement) || statement.Action === undefined) {
    return true;
  }
  return toList(statement.Action).some((action) => typeof action !== 'string' || isOfCalls(action));
}

function isOfCalls(action: string): boolean {
  const known = concerning.get(action);
  if (known !== undefined) {
    return known;
  }
  const isMeant = ACTIONS.some(compileActionPattern(action)) || cutPlaceholders(action).length > 1;
  concerning.set(action, isMeant);
  return isMeant;
}

/** Gives statements their indexes in the whole document. */
function renumber(policy: Policy, indexes: readonly number[] | undefined): Policy {
  return indexes === undefined ? policy : { ...policy, statements: policy.statements.map((one, at) => ({ ...one, index: indexes[at] })) };
}

/** Makes what a policy says rest on causes. */
function doubt(policy: Policy, causes: readonly string[]): Policy {
  const soften = (match: Match): Match => match === false ? false : match === true ? causes : [...new Set([...match, ...causes])];
  return {
    ...policy,
    statements: policy.statements.map((statement) => ({ ...statement, matches: (request) => soften(statement.matches(request)) })),
  };
}

/** Reads a document that may be a text, or a text that CloudFormation joins. */
function readDocument(given: unknown, references: References, stack: StackAt): unknown {
  if (typeof given === 'string') {
    return parseJson(given);
  }
  if (!isObject(given)) {
    return given;
  }
  const { 'Fn::Join': join, 'Fn::Sub': sub } = given;
  if (Array.isArray(join) && join[0] === '' && Array.isArray(join[1])) {
    return parsePieces(join[1].map((piece) => typeof piece === 'object' ? references.write(stack, piece) : piece));
  }
  if (typeof sub === 'string') {
    return parsePieces(sub.split(/(\$\{[^}]*\})/).map((piece): unknown => {
      const [, name] = /^\$\{([^!}][^}]*)\}$/.exec(piece) ?? [];
      return name === undefined ? piece.replace(/^\$\{!/, '${') : name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name };
    }));
  }
  return given;
}

/** Parses a JSON text whose pieces may be intrinsic functions. Such a piece is part of a string. */
function parsePieces(pieces: readonly unknown[]): unknown {
  const functions: unknown[] = [];
  const text = pieces.map((piece) => typeof piece === 'object' ? MARK + String(functions.push(piece) - 1) + MARK : String(piece)).join('');
  return restore(parseJson(text), functions);
}

/** A character that no policy may hold. */
const MARK = '\uF8FF';
const PRIVATE = new RegExp(PRIVATE_USE.source, 'g');

function restore(value: unknown, functions: readonly unknown[]): unknown {
  if (typeof value === 'string') {
    const parts = value.split(MARK).map((part, index): unknown => index % 2 === 1 ? functions[Number(part)] : part)
      .filter((part) => part !== '');
    return value.includes(MARK) ? parts.length === 1 ? parts[0] : { 'Fn::Join': ['', parts] } : value;
  }
  if (Array.isArray(value)) {
    return value.map((one) => restore(one, functions));
  }
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, restore(inner, functions)])) : value;
}

/** Lists the texts and functions of a property. */
export function listGiven(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : toList(value).filter((one) => typeof one === 'string' || isObject(one));
}

/** The properties of a resource; none if they have an odd form. */
export function readProperties(resource: { readonly Properties?: unknown } | undefined): Json {
  return isObject(resource?.Properties) ? resource.Properties : {};
}
