import { InferenceRoute } from './inference-route';
import { InvocationOutcome } from '../../iam/outcome';

/** Who defines an inference profile. */
export enum InferenceProfileKind {
  /** Defined by AWS, such as `global.anthropic.claude-opus-5`. */
  SYSTEM = 'SYSTEM',
  /** Created in an account as a copy of a system-defined profile. */
  APPLICATION = 'APPLICATION',
}

/** What a guard's document decides about one kind of call, if everything else allows it. */
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

  /**
   * Whether this row is about the callers in `exemptPrincipalArns` rather than all others. If their outcomes differ, the row has the worst.
   */
  readonly principalExempt: boolean;

  /** Whether the call is to a model that the guard leaves open. */
  readonly modelExcepted: boolean;

  /** The outcome for the call. It is `DEPENDS` only if the document contains values known only at deployment. */
  readonly outcome: InvocationOutcome;

  /**
   * The outcome for the call's project, an authorization that AWS has announced. It does not count toward `outcome` yet.
   *
   * @default - the call has no project authorization
   */
  readonly projectOutcome?: InvocationOutcome;

  /** Whether the guard promises to deny this call. */
  readonly promisedClosed: boolean;

  /**
   * The `Sid` of the statement that denies.
   *
   * @default - none: the call is open
   */
  readonly sid?: string;
}
