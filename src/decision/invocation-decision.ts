import { Explanation } from './reason/explain';
import { report } from './reason/report';

/** What follows for a request from all policies. */
export enum InvocationOutcome {
  /** Every layer allows it and none denies it. */
  ALLOWED = 'ALLOWED',
  /** Some layer has no statement that allows it. */
  IMPLICITLY_DENIED = 'IMPLICITLY_DENIED',
  /** A statement denies it. */
  EXPLICITLY_DENIED = 'EXPLICITLY_DENIED',
  /** It depends on condition keys or template values that are not known. */
  DEPENDS = 'DEPENDS',
}

/** One of the authorizations that make up a call. */
export enum InvocationLeg {
  /** The inference profile in the source Region. */
  PROFILE = 'PROFILE',
  /** The model in the source Region. */
  SOURCE_MODEL = 'SOURCE_MODEL',
  /** The model without a Region, where `aws:RequestedRegion` is `unspecified`. */
  GLOBAL_MODEL = 'GLOBAL_MODEL',
  /** The model in a Region to which a geographic profile may route. */
  DESTINATION_MODEL = 'DESTINATION_MODEL',
  /** The default project of `bedrock-mantle`. */
  MANTLE_PROJECT = 'MANTLE_PROJECT',
  /** The use of a bearer token, which no resource stands for. */
  BEARER_TOKEN = 'BEARER_TOKEN',
}

/** The kinds of policies that must all allow a request. */
export enum PolicyLayer {
  /** The policies of the role, user or group. */
  IDENTITY = 'IDENTITY',
  /** The permissions boundary. */
  PERMISSIONS_BOUNDARY = 'PERMISSIONS_BOUNDARY',
  /** The policy that was passed when the role was assumed. */
  SESSION = 'SESSION',
  /** The policy of the VPC endpoint that the request goes through. */
  VPC_ENDPOINT = 'VPC_ENDPOINT',
  /** The service control policies of one level of the organization. */
  SERVICE_CONTROL = 'SERVICE_CONTROL',
}

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
export interface ConditionFinding {
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
  readonly conditions: ConditionFinding[];
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

/** What follows for one leg of a call, and from which statement. */
export interface LegDecision {
  /** The leg. */
  readonly leg: InvocationLeg;
  /** The IAM action, for example `bedrock:InvokeModel`. */
  readonly action: string;
  /** The ARN that is authorized. */
  readonly resource: string;
  /** What `aws:RequestedRegion` says on this leg. */
  readonly requestedRegion: string;
  /** What follows. */
  readonly outcome: InvocationOutcome;
  /** The layer that decided. */
  readonly layer: PolicyLayer;
  /** The name of that layer; for service control policies the name of their level. */
  readonly layerName: string;
  /**
   * The policy that decided.
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
  /** The condition keys and template values on which a `DEPENDS` rests; otherwise empty. */
  readonly unknownKeys: string[];
}

/** What follows for a call: all its legs must be allowed. */
export class InvocationDecision {
  /** @internal */
  public static _of(legs: LegDecision[], explanation: () => Explanation): InvocationDecision {
    return new InvocationDecision(legs, explanation);
  }

  /** What follows for the call: the first of explicitly denied, implicitly denied and depending that some leg has, else allowed. */
  public readonly outcome: InvocationOutcome;

  private constructor(
    /** What follows for each leg, in the order in which Bedrock is documented to authorize them. */
    public readonly legs: LegDecision[],
    private readonly explanation: () => Explanation,
  ) {
    const { EXPLICITLY_DENIED, IMPLICITLY_DENIED, DEPENDS, ALLOWED } = InvocationOutcome;
    this.outcome = [EXPLICITLY_DENIED, IMPLICITLY_DENIED, DEPENDS].find((outcome) => legs.some((leg) => leg.outcome === outcome)) ?? ALLOWED;
  }

  /** Whether the call is allowed for certain. */
  public get allowed(): boolean {
    return this.outcome === InvocationOutcome.ALLOWED;
  }

  /**
   * All that keeps the call from being allowed, leg by leg: every statement that denies; where none does, every layer
   * without a statement that allows; where all do, every statement that depends.
   */
  public get obstacles(): InvocationObstacle[] {
    return this.explanation().findings.map(({ leg, obstacle: { outcome, layer, policy, statement }, conditions }) => ({
      leg: InvocationLeg[leg.leg],
      action: leg.action,
      resource: leg.resource,
      outcome: InvocationOutcome[outcome],
      layer: PolicyLayer[layer.kind],
      layerName: layer.name,
      policyName: policy?.name,
      sid: statement?.sid,
      statementIndex: statement?.index,
      conditions: conditions.map(({ expected, actual, ...condition }) => ({ ...condition, expected: [...expected], actual: actual && [...actual] })),
    }));
  }

  /** What would mend the obstacles, the same one once. What they hide may stand in the way next. */
  public get remedies(): InvocationRemedy[] {
    return this.explanation().remedies.map(({ kind, legs, layer, statements, ...remedy }) => ({
      ...remedy,
      kind: InvocationRemedyKind[kind],
      legs: legs.map((leg) => InvocationLeg[leg]),
      layer: PolicyLayer[layer.kind],
      layerName: layer.name,
      statements: [...statements],
    }));
  }

  /** The obstacles and remedies as text of several lines, for messages and logs; empty where the call is allowed. */
  public explain(): string {
    return report(this.explanation());
  }
}
