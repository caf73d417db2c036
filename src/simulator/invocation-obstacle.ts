import { InvocationConditionFinding } from '../core/call/condition-finding';
import { InvocationLeg } from '../core/call/leg';
import { InvocationRemedyKind } from '../core/call/remedy';
import { PolicyLayer } from '../core/iam/layer';
import { InvocationOutcome } from '../core/iam/outcome';

/** What keeps one leg of a call from being allowed: a statement, or a layer that has none that allows it. */
export interface InvocationObstacle {
  /** The authorization of the call that it stands in the way of. */
  readonly leg: InvocationLeg;
  /** The IAM action that the leg needs, for example `bedrock:InvokeModel`. */
  readonly action: string;
  /** The ARN that is authorized, for example that of the profile. */
  readonly resource: string;
  /** What follows from it for the leg: a denial of either kind, or that it depends. Never `ALLOWED`. */
  readonly outcome: InvocationOutcome;
  /** The kind of policies among which it stands: those that hold the statement, or those that lack one. */
  readonly layer: PolicyLayer;
  /** The name of the layer, and for service control policies that of their level. */
  readonly layerName: string;
  /**
   * The name of the policy that holds the statement.
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
  /** The conditions of that statement, each held against the call. Empty where there is no statement, or it has none. */
  readonly conditions: InvocationConditionFinding[];
}

/** What mends an obstacle, without opening more than the call that was asked for. */
export interface InvocationRemedy {
  /** What has to be done: to a statement, to a policy, or to the request. */
  readonly kind: InvocationRemedyKind;
  /** The legs that it mends, each once. */
  readonly legs: InvocationLeg[];
  /** The kind of policies that must change. */
  readonly layer: PolicyLayer;
  /** The name of the layer, and for service control policies that of their level. */
  readonly layerName: string;
  /**
   * The name of the policy at fault.
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
