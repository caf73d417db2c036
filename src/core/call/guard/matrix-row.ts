import { InferenceRoute } from './inference-route';
import { InvocationOutcome } from '../../iam/outcome';

/** Who defines an inference profile. */
export enum InferenceProfileKind {
  /** Defined by AWS, such as `global.anthropic.claude-opus-5`. */
  SYSTEM = 'SYSTEM',
  /** Created in an account, as a copy of a system-defined one. */
  APPLICATION = 'APPLICATION',
}

/** What a guard's document decides for one kind of call, if everything else allows it. */
export interface GuardMatrixRow {
  /** The route that the call takes. */
  readonly route: InferenceRoute;

  /** The IAM action, for example `bedrock:InvokeModel`. */
  readonly action: string;

  /**
   * The kind of profile that the call goes through.
   *
   * @default - the call goes through no profile
   */
  readonly profileKind?: InferenceProfileKind;

  /** Whether the callers are those of `exemptPrincipalArns`, and not others. If they get different outcomes, this row has the worst. */
  readonly principalExempt: boolean;

  /** Whether the call is of a model that the guard excepts. */
  readonly modelExcepted: boolean;

  /** The outcome for the call. It is `DEPENDS` only if the document holds values that only the deployment knows. */
  readonly outcome: InvocationOutcome;

  /**
   * The outcome for the project of the call, an authorization that AWS has announced. It does not count for `outcome` yet.
   *
   * @default - the call has no project authorization
   */
  readonly projectOutcome?: InvocationOutcome;

  /** Whether the guard promises that this is denied. */
  readonly promisedClosed: boolean;

  /**
   * The `Sid` of the statement that denies.
   *
   * @default - none: the call is open
   */
  readonly sid?: string;
}
