import { InvocationLeg } from './leg';
import { Json } from '../iam/document';
import { Layer } from '../iam/layer';
import { Policy } from '../iam/policy';
import { Statement } from '../iam/statement';

/** How an obstacle can be mended. */
export enum InvocationRemedyKind {
  /** The statement at fault must stand in another form. */
  CHANGE_STATEMENT = 'CHANGE_STATEMENT',
  /** Statements must be added to a policy of the layer. */
  ADD_STATEMENTS = 'ADD_STATEMENTS',
  /** AWS Control Tower manages the policy, so another one must take its place. */
  REPLACE_CONTROL = 'REPLACE_CONTROL',
  /** The request must say what it carries in some condition keys. */
  GIVE_KEYS = 'GIVE_KEYS',
  /** Nothing admits this call alone, or the policy closes it on purpose. */
  STAYS_CLOSED = 'STAYS_CLOSED',
  /** The document still has a placeholder, which must be replaced by what it stands for. */
  REPLACE_PLACEHOLDER = 'REPLACE_PLACEHOLDER',
  /** The statement is right as it stands, and the call must be made in another way: by another caller, or through another profile. */
  CHANGE_REQUEST = 'CHANGE_REQUEST',
}

/** What would mend something, wherever it stands. */
export interface Mend {
  readonly kind: InvocationRemedyKind;
  readonly sentence: string;
  /** Statements to add, or those in whose form the one at fault must stand. */
  readonly statements: readonly Json[];
  /** Condition keys of which somebody must say what the request carries; `findFact` tells those that follow from a fact of the call. */
  readonly keys: readonly string[];
}

/** What would mend one obstacle, for all the legs that it stops. */
export interface Remedy extends Mend {
  readonly legs: readonly InvocationLeg[];
  readonly layer: Layer;
  /** The policy and the statement at fault; none where the layer lacks a statement, or where the answer depends. */
  readonly policy?: Policy;
  readonly statement?: Statement;
}

/** Makes what needs no statements and asks for no keys. */
export function mendByWords(kind: InvocationRemedyKind, sentence: string): Mend {
  return { kind, sentence, statements: [], keys: [] };
}
