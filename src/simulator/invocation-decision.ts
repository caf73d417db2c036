import { InvocationObstacle, InvocationRemedy } from './invocation-obstacle';
import { copyJson } from '../checks/copy-json';
import { DecidedLeg, Decision } from '../core/call/decide';
import { Explanation } from '../core/call/explain';
import { InvocationLeg } from '../core/call/leg';
import { writeExplanation, writeWarnings } from '../core/call/write-explanation';
import { PolicyLayer } from '../core/iam/layer';
import { InvocationOutcome } from '../core/iam/outcome';

/** The decision on one leg of a call, and the statement that decides it. */
export interface LegDecision {
  /** The leg: one of the authorizations that make up the call. */
  readonly leg: InvocationLeg;
  /** The IAM action, for example `bedrock:InvokeModel`. */
  readonly action: string;
  /** The ARN on which the leg is authorized. */
  readonly resource: string;
  /** The value of `aws:RequestedRegion` on this leg. */
  readonly requestedRegion: string;
  /** The outcome for the leg under all layers. */
  readonly outcome: InvocationOutcome;
  /** Whether AWS has only announced the leg. An announced leg does not count toward the call's outcome. */
  readonly announced: boolean;
  /** The kind of policy that decided. */
  readonly layer: PolicyLayer;
  /** The name of that layer; for service control policies, the name of their level. */
  readonly layerName: string;
  /**
   * The name of the policy that decided.
   *
   * @default - none: no policy of the layer has a statement that allows the leg
   */
  readonly policyName?: string;
  /**
   * The `Sid` of the statement that decided.
   *
   * @default - no statement decided, or it has no `Sid`
   */
  readonly sid?: string;
  /**
   * The index of the statement that decided, from 0.
   *
   * @default - no statement decided
   */
  readonly statementIndex?: number;
  /** The unknown condition keys and template values behind a `DEPENDS`. Empty for other outcomes. */
  readonly unknownKeys: string[];
}

/** The decision on a call. Every leg must be allowed, except those that AWS has only announced. */
export class InvocationDecision {
  /** @internal */
  public static _of(decision: Decision, explain: () => Explanation): InvocationDecision {
    return new InvocationDecision(decision, explain);
  }

  /** The outcome for the call: the worst of its legs, in the order explicitly denied, implicitly denied, depends, allowed. */
  public readonly outcome: InvocationOutcome;

  /** The decision on each leg, in the order in which AWS documents the authorizations. */
  public readonly legs: LegDecision[];

  private explanation?: Explanation;

  private constructor(decision: Decision, private readonly explainNow: () => Explanation) {
    this.outcome = decision.outcome;
    this.legs = decision.legs.map(convertLeg);
  }

  /** Whether the call is certainly allowed. */
  public get allowed(): boolean {
    return this.outcome === InvocationOutcome.ALLOWED;
  }

  /**
   * Everything that keeps the call from being allowed, leg by leg: every statement that denies, and every layer without a statement that
   * allows. If there is neither, every statement whose outcome is `DEPENDS`.
   */
  public get obstacles(): InvocationObstacle[] {
    return this._explanation.findings.map(({ leg, obstacle: { outcome, layer, policy, statement }, conditions }) => ({
      leg: leg.leg,
      action: leg.action,
      resource: leg.resource,
      outcome,
      layer: layer.kind,
      layerName: layer.name,
      policyName: policy?.name,
      sid: statement?.sid,
      statementIndex: statement?.index,
      conditions: [...conditions],
    }));
  }

  /** How to fix the obstacles, without duplicates. */
  public get remedies(): InvocationRemedy[] {
    return this._explanation.remedies.map(({ kind, legs, layer, policy, statement, sentence, statements }) => ({
      kind,
      legs: [...legs],
      layer: layer.kind,
      layerName: layer.name,
      policyName: policy?.name,
      statementIndex: statement?.index,
      sentence,
      statements: copyJson([...statements]),
    }));
  }

  /**
   * What will deny the call once AWS enforces a leg that it has announced, and how to fix it. Holds one multi-line string, or none.
   * Warnings change neither `outcome` nor `obstacles`.
   */
  public get warnings(): string[] {
    return writeWarnings(this._explanation);
  }

  /** Formats the obstacles, remedies and warnings as multi-line text for messages and logs. Empty if there are none. */
  public explain(): string {
    return writeExplanation(this._explanation);
  }

  /** @internal */
  public get _explanation(): Explanation {
    return this.explanation ??= this.explainNow();
  }
}

function convertLeg({ leg, verdict: { outcome, layer, policy, statement, unknown } }: DecidedLeg): LegDecision {
  return {
    leg: leg.leg,
    action: leg.action,
    resource: leg.resource,
    requestedRegion: leg.requestedRegion,
    outcome,
    announced: leg.isAnnounced,
    layer: layer.kind,
    layerName: layer.name,
    policyName: policy?.name,
    sid: statement?.sid,
    statementIndex: statement?.index,
    unknownKeys: [...unknown],
  };
}
