import { InvocationLeg } from './leg';
import { Json } from '../iam/document';
import { Layer } from '../iam/layer';
import { Policy } from '../iam/policy';
import { Statement } from '../iam/statement';

/** How an obstacle can be fixed. */
export enum InvocationRemedyKind {
  /** Change the statement at fault to another form. */
  CHANGE_STATEMENT = 'CHANGE_STATEMENT',
  /** Add statements to a policy of the layer. */
  ADD_STATEMENTS = 'ADD_STATEMENTS',
  /** AWS Control Tower manages the policy, so replace it with another one. */
  REPLACE_CONTROL = 'REPLACE_CONTROL',
  /** Give the values of some condition keys of the request. */
  GIVE_KEYS = 'GIVE_KEYS',
  /** No edit admits only this call, or the policy closes it on purpose. */
  STAYS_CLOSED = 'STAYS_CLOSED',
  /** Replace a placeholder that the document still contains. */
  REPLACE_PLACEHOLDER = 'REPLACE_PLACEHOLDER',
  /** Do not change the statement. Make the call in another way: by another caller, or through another profile. */
  CHANGE_REQUEST = 'CHANGE_REQUEST',
}

/** What would fix something, without its place. */
export interface Mend {
  readonly kind: InvocationRemedyKind;
  readonly sentence: string;
  /** Statements to add, or the new form of the statement at fault. */
  readonly statements: readonly Json[];
  /** Condition keys whose values must be given; `findFact` finds those that follow from a fact of the call. */
  readonly keys: readonly string[];
}

/** What would fix one obstacle, for all the legs that it denies. */
export interface Remedy extends Mend {
  readonly legs: readonly InvocationLeg[];
  readonly layer: Layer;
  /** The policy and the statement at fault; absent if the layer lacks a statement, or if the answer depends. */
  readonly policy?: Policy;
  readonly statement?: Statement;
}

/** Makes a remedy that has no statements and no keys. */
export function mendByWords(kind: InvocationRemedyKind, sentence: string): Mend {
  return { kind, sentence, statements: [], keys: [] };
}
