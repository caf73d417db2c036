import { InferenceRoute } from '../call/guard/inference-route';
import { InvocationLeg } from '../call/leg';
import { PolicyLayer } from '../iam/layer';
import { InvocationOutcome } from '../iam/outcome';

/** The report on who may call Claude in an app. The validation, the terminal, the JSON and the page show it. */
export interface AppReport {
  /** The assumptions, one sentence each. */
  readonly assumptions: readonly string[];
  readonly totals: ReportTotals;
  readonly identities: readonly ReportIdentity[];
  readonly rows: readonly ReportRow[];
  readonly findings: readonly ReportFinding[];
  readonly denies: readonly ReportDeny[];
  readonly recording: readonly ReportRecording[];
  readonly serving: readonly ReportServing[];
  readonly endpoints: readonly ReportEndpoint[];
  readonly notJudged: readonly NotJudged[];
  /** Identities that may also make calls that are not global; absent if the question does not ask for them. */
  readonly otherCalls?: readonly ReportOtherCalls[];
}

export interface ReportOtherCalls {
  /** Its path. */
  readonly identity: string;
  readonly account?: string;
  readonly direct: OtherCall;
  /** Calls through geographic profiles. Only the profile and the model in the source Region are judged. */
  readonly geographic: OtherCall;
}

export interface OtherCall {
  readonly answer: 'allowed' | 'denied' | 'not-judged';
  /** Source Regions with this answer, among those that were asked about. */
  readonly regions: readonly string[];
}

export interface ReportTotals {
  readonly identities: number;
  /** Rows by verdict. */
  readonly allowed: number;
  readonly denied: number;
  readonly partial: number;
  readonly notJudged: number;
  /** Findings by severity. */
  readonly errors: number;
  readonly warnings: number;
}

/** `outside`: a role, user or group that the app only names. */
export type IdentityKind = 'role' | 'user' | 'group' | 'permission-set' | 'outside';

export interface ReportIdentity {
  /** The path of its construct; the name of an identity outside of the app. */
  readonly path: string;
  readonly kind: IdentityKind;
  /** Absent if only the deployment knows it. */
  readonly account?: string;
  /** The ARN for people, with `<…>` for unknown parts. */
  readonly arn: string;
  /** Who may assume it, such as `ecs-tasks.amazonaws.com`. */
  readonly trust: readonly string[];
  /** The same in words, with its conditions. Only of a role of the app. */
  readonly admits?: readonly ReportAdmission[];
  /** Its resource; for an identity outside of the app, the first policy that names it. */
  readonly at?: ReportPlace;
}

/** A principal that a statement of a trust policy admits. */
export interface ReportAdmission {
  /** In words, such as `GitHub Actions: repo:o/r:environment:prod`. */
  readonly who: string;
  /** `any` is every principal. */
  readonly kind: 'AWS' | 'Service' | 'Federated' | 'any';
  /** The name in the policy. */
  readonly name: string;
  /** The conditions of its statement. */
  readonly conditions: readonly ReportCondition[];
}

export interface ReportCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** `named`: a policy names the model, so the call is meant. `wildcard`: a pattern matches it among others, so it is only listed. */
export type Intent = 'named' | 'wildcard';

/** `partial`: the identity's own policies allow only some legs of the call. */
export type RowVerdict = 'allowed' | 'denied' | 'partial' | 'not-judged';

/** Stands for every Claude model without a row of its own. */
export const ANY_MODEL = '*';

/** One kind of call of one identity. */
export interface ReportRow {
  /** The index of the identity in `identities`. */
  readonly identity: number;
  /** The model's ID; `ANY_MODEL` for any model without a row of its own. */
  readonly model: string;
  /** The application profile of the call; absent for the model's own global profile. */
  readonly profile?: ReportProfile;
  /** The call must name one of these guardrails, in the form of `bedrock:GuardrailIdentifier`; absent if it needs none. */
  readonly guardrails?: readonly string[];
  /** The source Region; absent if only the deployment knows it. */
  readonly region?: string;
  readonly action: 'invoke' | 'stream';
  readonly intent: Intent;
  readonly verdict: RowVerdict;
  readonly legs: readonly ReportLeg[];
  /** What decided, if it is not allowed. */
  readonly by?: ReportDecider;
  /** Why, in words, if it is not allowed. */
  readonly why?: string;
}

/** A profile that copies a model's global profile. */
export interface ReportProfile {
  readonly kind: 'application';
  /** The path of its construct; the ARN or ID of a profile that the app does not create. */
  readonly name: string;
  /**
   * Whether each other way to the model that is checked is closed to the identity: its own global profile, geographic profiles, other
   * application profiles, and direct calls. It is checked from its Region, Regions that its policies name, and some others. Batch jobs and
   * `bedrock-mantle` are not checked.
   */
  readonly only?: true;
  /** The resource that creates it. */
  readonly at?: ReportPlace;
}

export interface ReportLeg {
  readonly leg: InvocationLeg;
  readonly outcome: InvocationOutcome;
  /** Whether AWS has only announced it, so that it does not count. */
  readonly announced: boolean;
}

/** A policy, or a statement in it. */
export interface ReportDecider {
  readonly layer: PolicyLayer;
  /** The path of its construct, the name of its file, or the name of an AWS managed policy. */
  readonly policy: string;
  /** The index of the statement in the document, and its Sid. */
  readonly statement?: number;
  readonly sid?: string;
  /** Its place in the assembly. */
  readonly at?: ReportPlace;
}

export interface ReportPlace {
  /** The template's file, below the assembly's directory. */
  readonly file: string;
  readonly logicalId: string;
  /** The path of the property, such as `Properties/PolicyDocument/Statement/0`. */
  readonly location: string;
  /** The path of the construct. */
  readonly path: string;
}

/** The rules of findings, the gravest first. */
export const FINDING_RULES = [
  'blocked-access', 'partial-access', 'stream-missing', 'open-route', 'malformed-policy', 'stack-set-refused', 'wide-trust',
  'closed-trust', 'blocked-project', 'guardrail-optional', 'over-grant',
] as const;

export type FindingRule = typeof FINDING_RULES[number];

/** Something that needs a decision. An error fails the synthesis. */
export interface ReportFinding {
  readonly rule: FindingRule;
  readonly severity: 'error' | 'warning' | 'info';
  /** The finding, in a sentence or two. */
  readonly description: string;
  /** The cause, which ends the description and is the same for all identities. */
  readonly reason: string;
  /** The assumption; empty if there is none. */
  readonly assumption: string;
  /** The fix in words, and the statements to write as JSON. */
  readonly remedy: string;
  readonly statements: readonly object[];
  /** The indexes of its rows in `rows`, and of its identities in `identities`. */
  readonly rows: readonly number[];
  readonly identities: readonly number[];
  readonly by?: ReportDecider;
  /** Every place that takes part: the policy first, then the identities. */
  readonly places: readonly ReportPlace[];
}

/** A policy that denies calls of models: a service control policy or a boundary. */
export interface ReportDeny {
  readonly layer: PolicyLayer;
  readonly policy: string;
  readonly at?: ReportPlace;
  /** Roots, units and accounts; for a boundary, the paths of identities. */
  readonly attachedTo: readonly string[];
  /** The indexes in `rows` of the calls that it denies. */
  readonly rows: readonly number[];
  /** The indexes in `identities` of those that one of its statements exempts by name. */
  readonly exempt: readonly number[];
  /** The patterns of `aws:PrincipalArn` that its statements exempt. */
  readonly exemptPatterns: readonly string[];
  /** The promises of a guard. Other policies have none. */
  readonly promises?: readonly { readonly route: InferenceRoute; readonly isClosed: boolean | 'not-judged' }[];
  /** The source Region of the matrix. A guard has none: its matrix covers everything that it promises. */
  readonly matrixRegion?: string;
  /** What its document does to calls, if everything else allows them. */
  readonly matrix: readonly ReportMatrixRow[];
}

export interface ReportMatrixRow {
  readonly route: InferenceRoute;
  /** `SYSTEM` or `APPLICATION`; absent for a call without a profile. */
  readonly profileKind?: string;
  /** The IAM action. */
  readonly action: string;
  /** The model's ID; `any other` if the matrix names models, or `any` if it names none. */
  readonly model: string;
  /** Whether the policy promises to close it; absent for a policy without promises. */
  readonly promised?: boolean;
  readonly anybody: InvocationOutcome;
  /** The answer for exempt callers; absent if there are none. */
  readonly exempt?: InvocationOutcome;
  readonly sid?: string;
}

/** What an app records of the calls in an account and Region. */
export interface ReportRecording {
  /** Absent if only the deployment knows it. */
  readonly account?: string;
  readonly region?: string;
  /** The path of the `BedrockLoggingConfig`; absent if the app allows calls but has no setting. */
  readonly path?: string;
  /** How prompts and answers are recorded: `metadata` has nothing of them. Absent if only the deployment knows. */
  readonly prompts?: 'full' | 'masked' | 'metadata';
  readonly stores: readonly ReportStore[];
}

export interface ReportStore {
  readonly kind: 'log group' | 'bucket';
  /** Its name or its construct's path. */
  readonly name: string;
  /** The number of days that records are kept, or `forever`; absent if the app does not say. */
  readonly retention?: number | 'forever';
  /** `KMS key` for a key of yours, or `AWS`; absent if the app does not say. */
  readonly encryption?: 'KMS key' | 'AWS';
  /** The data identifiers that are masked. */
  readonly masked: readonly string[];
}

/** How an app watches the destination Regions of calls. */
export interface ReportServing {
  readonly account?: string;
  readonly region?: string;
  /** The path of the construct that watches. */
  readonly path: string;
  /** The Regions that you expect; absent if the alarm names none, and only counts records without a Region. */
  readonly expected?: readonly string[];
  /** What the alarm counts, in words. */
  readonly watches: string;
}

/** A private endpoint for calls of models. Its policy is applied to the allowed calls in its account and Region. */
export interface ReportEndpoint {
  readonly account?: string;
  readonly region?: string;
  /** The path of its construct. */
  readonly path: string;
  readonly at: ReportPlace;
  /** `some` if its policy allows only named callers. Without a policy, or with an open one, it admits all. */
  readonly admits: 'everybody' | 'some';
  /** The indexes in `rows` of the calls that it allows, that it denies, and that are not judged. */
  readonly passes: readonly number[];
  readonly stops: readonly number[];
  readonly notJudged: readonly number[];
}

/** Something that was not judged, and why. */
export interface NotJudged {
  readonly what: string;
  readonly why: string;
  /** Whether the assembly itself is broken: a file that it names cannot be read, or a reference is circular. */
  readonly broken?: true;
}
