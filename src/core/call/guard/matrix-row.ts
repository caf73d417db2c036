import { InferenceRoute } from './inference-route';
import { InvocationOutcome } from '../../iam/outcome';

/** Whose an inference profile is. */
export enum InferenceProfileKind {
  /** Defined by AWS, such as `global.anthropic.claude-opus-5`. */
  SYSTEM = 'SYSTEM',
  /** Made in an account, as a copy of a system-defined one. */
  APPLICATION = 'APPLICATION',
}

/** What a guard's document says to one kind of call, where everything else allows it. */
export interface GuardMatrixRow {
  /** The route that the call takes. */
  readonly route: InferenceRoute;

  /** The IAM action, for example `bedrock:InvokeModel`. */
  readonly action: string;

  /**
   * The kind of profile that the call goes through.
   *
   * @default - the call goes through none
   */
  readonly profileKind?: InferenceProfileKind;

  /** Whether those of `exemptPrincipalArns` call, rather than anybody else. Where they get different outcomes, the worst stands. */
  readonly principalExempt: boolean;

  /** Whether a model is called that the guard excepts, rather than another one. */
  readonly modelExcepted: boolean;

  /** What follows for the call. `DEPENDS` only where the document holds values that the deployment knows. */
  readonly outcome: InvocationOutcome;

  /**
   * What follows for the project of the call, an authorization that AWS has announced. It does not count for `outcome` yet.
   *
   * @default - the call has no such authorization
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
