import { InvocationLeg } from './leg';
import { Json } from '../iam/document';
import { Layer } from '../iam/layer';
import { Policy } from '../iam/policy';
import { Statement } from '../iam/statement';

/** How to fix an obstacle. */
export enum InvocationRemedyKind {
  /** Rewrite the statement at fault. */
  CHANGE_STATEMENT = 'CHANGE_STATEMENT',
  /** Add statements to a policy of the layer. */
  ADD_STATEMENTS = 'ADD_STATEMENTS',
  /** AWS Control Tower manages the policy, so replace it with another one. */
  REPLACE_CONTROL = 'REPLACE_CONTROL',
  /** Supply the values of some condition keys of the request. */
  GIVE_KEYS = 'GIVE_KEYS',
  /** Nothing to change: no edit admits only this call, or the policy blocks it on purpose. */
  STAYS_CLOSED = 'STAYS_CLOSED',
  /** Fill in a placeholder that the document still contains. */
  REPLACE_PLACEHOLDER = 'REPLACE_PLACEHOLDER',
  /** Leave the statement unchanged and make the call differently: as another caller, or through another profile. */
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
