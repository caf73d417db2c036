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
  public static _of(legs: LegDecision[]): InvocationDecision {
    return new InvocationDecision(legs);
  }

  /** What follows for the call: the first of explicitly denied, implicitly denied and depending that some leg has, else allowed. */
  public readonly outcome: InvocationOutcome;

  private constructor(
    /** What follows for each leg, in the order in which Bedrock is documented to authorize them. */
    public readonly legs: LegDecision[],
  ) {
    const { EXPLICITLY_DENIED, IMPLICITLY_DENIED, DEPENDS, ALLOWED } = InvocationOutcome;
    this.outcome = [EXPLICITLY_DENIED, IMPLICITLY_DENIED, DEPENDS].find((outcome) => legs.some((leg) => leg.outcome === outcome)) ?? ALLOWED;
  }

  /** Whether the call is allowed for certain. */
  public get allowed(): boolean {
    return this.outcome === InvocationOutcome.ALLOWED;
  }
}
