import { InvocationLeg, InvocationOutcome, PolicyLayer } from './invocation-outcome';

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
}

/** A condition of a statement, held against a request. */
export interface InvocationConditionFinding {
  /** The condition operator, for example `StringNotEquals`. */
  readonly operator: string;
  /** The condition key, as the policy spells it. */
  readonly key: string;
  /** The values in the policy. */
  readonly expected: string[];
  /**
   * The values in the request; an empty list where it does not carry the key.
   *
   * @default - not known
   */
  readonly actual?: string[];
  /**
   * Whether the condition matches.
   *
   * @default - it depends on what is not known
   */
  readonly holds?: boolean;
}

/** What keeps one leg of a call from being allowed: a statement, or a layer that has none that allows it. */
export interface InvocationObstacle {
  /** The leg. */
  readonly leg: InvocationLeg;
  /** The IAM action. */
  readonly action: string;
  /** The ARN that is authorized. */
  readonly resource: string;
  /** What follows from it. */
  readonly outcome: InvocationOutcome;
  /** The layer. */
  readonly layer: PolicyLayer;
  /** The name of the layer; for service control policies that of their level. */
  readonly layerName: string;
  /**
   * The policy of the statement.
   *
   * @default - no statement of the layer is about the leg
   */
  readonly policyName?: string;
  /**
   * The `Sid` of the statement.
   *
   * @default - no statement of the layer is about the leg, or it has no `Sid`
   */
  readonly sid?: string;
  /**
   * The index, from 0, of the statement that denies or depends; of an implicit denial, that of the statement that came
   * nearest to allowing.
   *
   * @default - no statement of the layer is about the leg
   */
  readonly statementIndex?: number;
  /** The conditions of that statement. */
  readonly conditions: InvocationConditionFinding[];
}

/** What mends an obstacle, without opening more than the call that was asked for. */
export interface InvocationRemedy {
  /** How. */
  readonly kind: InvocationRemedyKind;
  /** The legs that it mends. */
  readonly legs: InvocationLeg[];
  /** The layer that must change. */
  readonly layer: PolicyLayer;
  /** The name of the layer. */
  readonly layerName: string;
  /**
   * The policy at fault.
   *
   * @default - no single one: the layer lacks a statement, or the answer depends
   */
  readonly policyName?: string;
  /**
   * The index of the statement at fault, from 0.
   *
   * @default - no single one
   */
  readonly statementIndex?: number;
  /** The remedy in one sentence. */
  readonly sentence: string;
  /** The statements to add, or those in whose form the one at fault must stand; empty where there are none. */
  readonly statements: any[];
}
