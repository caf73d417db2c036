import { InvocationConditionFinding } from '../core/call/condition-finding';
import { InvocationLeg } from '../core/call/leg';
import { InvocationRemedyKind } from '../core/call/remedy';
import { PolicyLayer } from '../core/iam/layer';
import { InvocationOutcome } from '../core/iam/outcome';

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
