import { InvocationConditionFinding } from '../core/call/condition-finding';
import { InvocationLeg } from '../core/call/leg';
import { InvocationRemedyKind } from '../core/call/remedy';
import { PolicyLayer } from '../core/iam/layer';
import { InvocationOutcome } from '../core/iam/outcome';

/** What keeps one leg of a call from being allowed: a statement, or a layer without a statement that allows it. */
export interface InvocationObstacle {
  /** The leg that is not allowed. */
  readonly leg: InvocationLeg;
  /** The IAM action that the leg needs, for example `bedrock:InvokeModel`. */
  readonly action: string;
  /** The ARN on which the leg is authorized, such as the profile's. */
  readonly resource: string;
  /** The outcome for the leg: a denial of either kind, or `DEPENDS`. Never `ALLOWED`. */
  readonly outcome: InvocationOutcome;
  /** The kind of policy that contains the statement, or that lacks one. */
  readonly layer: PolicyLayer;
  /** The name of the layer; for service control policies, the name of their level. */
  readonly layerName: string;
  /**
   * The name of the policy that contains the statement.
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
   * The index, from 0, of the statement that denies or depends. For an implicit denial, the statement that comes nearest to
   * allowing the leg.
   *
   * @default - no statement of the layer is about the leg
   */
  readonly statementIndex?: number;
  /** The conditions of that statement, each compared with the call. Empty if there is no statement, or if it has no conditions. */
  readonly conditions: InvocationConditionFinding[];
}

/** How to fix an obstacle without allowing more than the requested call. */
export interface InvocationRemedy {
  /** What to change: a statement, a policy, or the request. */
  readonly kind: InvocationRemedyKind;
  /** The legs that it fixes, each once. */
  readonly legs: InvocationLeg[];
  /** The kind of policy that must change. */
  readonly layer: PolicyLayer;
  /** The name of the layer; for service control policies, the name of their level. */
  readonly layerName: string;
  /**
   * The name of the policy at fault.
   *
   * @default - no single policy is at fault: the layer lacks a statement, or the outcome is `DEPENDS`
   */
  readonly policyName?: string;
  /**
   * The index of the statement at fault, from 0.
   *
   * @default - no single statement is at fault
   */
  readonly statementIndex?: number;
  /** The remedy, in a sentence. */
  readonly sentence: string;
  /** The statements to add, or the new form of the statement at fault. Empty if the remedy needs none. */
  readonly statements: any[];
}
