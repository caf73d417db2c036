import { Match, union } from './match';
import { Policy } from './policy';
import { Request } from './request';
import { Statement } from './statement';

/** Policies that must together allow a request: those of the identity, of one level of the organisation, a boundary and so on. */
export interface Layer<Kind extends string = string> {
  readonly kind: Kind;
  readonly name: string;
  readonly policies: readonly Policy[];
}

export type Outcome = 'ALLOWED' | 'IMPLICITLY_DENIED' | 'EXPLICITLY_DENIED' | 'DEPENDS';

/** What follows from the layers for one request, and the statement that decided it. */
export interface Verdict<Kind extends string = string> {
  readonly outcome: Outcome;
  readonly layer: Layer<Kind>;
  readonly policy?: Policy;
  readonly statement?: Statement;
  /** Names of the condition keys and template values on which the outcome depends. */
  readonly unknown: readonly string[];
}

const WORST_FIRST: readonly Outcome[] = ['EXPLICITLY_DENIED', 'IMPLICITLY_DENIED', 'DEPENDS'];

/** Of what must all be allowed, the first that settles that not all is; nothing where all is allowed. */
export function worst<T extends { readonly outcome: Outcome }>(verdicts: readonly T[]): T | undefined {
  return WORST_FIRST.flatMap((outcome) => verdicts.find((verdict) => verdict.outcome === outcome) ?? [])[0];
}

type Ruling<Kind extends string> = Omit<Verdict<Kind>, 'outcome' | 'unknown'> & { readonly match: Match };

/** Decides a request: one explicit deny ends it, otherwise each layer must allow it. What is certain goes before what is not. */
export function evaluate<Kind extends string>(layers: readonly Layer<Kind>[], request: Request): Verdict<Kind> {
  const allows: Ruling<Kind>[] = [];
  let doubt: Ruling<Kind> | undefined;
  let unknown: readonly string[] | undefined;
  for (const layer of layers) {
    let allow: Ruling<Kind> = { layer, match: false };
    for (const policy of layer.policies) {
      for (const statement of policy.statements) {
        if (statement.effect === 'Allow' && allow.match === true) {
          continue;
        }
        const match = statement.matches(request);
        if (match === false) {
          continue;
        }
        const ruling = { layer, policy, statement, match };
        if (statement.effect === 'Allow') {
          allow = match === true || allow.match === false ? ruling : { ...allow, match: union(allow.match as readonly string[], match) };
        } else if (match === true) {
          return { outcome: 'EXPLICITLY_DENIED', layer, policy, statement, unknown: [] };
        } else {
          doubt = doubt ?? ruling;
          unknown = union(unknown, match);
        }
      }
    }
    allows.push(allow);
  }
  const missing = allows.find((allow) => allow.match === false);
  if (missing) {
    return { outcome: 'IMPLICITLY_DENIED', layer: missing.layer, unknown: [] };
  }
  for (const allow of allows) {
    if (allow.match !== true) {
      doubt = doubt ?? allow;
      unknown = union(unknown, allow.match as readonly string[]);
    }
  }
  const { layer, policy, statement } = doubt ?? allows[0];
  return { outcome: doubt ? 'DEPENDS' : 'ALLOWED', layer, policy, statement, unknown: unknown ?? [] };
}
