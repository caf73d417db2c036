import { InferenceRoute } from '../call/guard/inference-route';
import { InvocationLeg } from '../call/leg';
import { PolicyLayer } from '../iam/layer';
import { InvocationOutcome } from '../iam/outcome';

/** Who may call Claude in an app, as it was judged: what the validation, the terminal, the JSON and the page show. */
export interface AppReport {
  /** What was taken for granted, a sentence each. */
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
  /** The path of its construct; of one outside of the app its name. */
  readonly path: string;
  readonly kind: IdentityKind;
  /** None where only the deployment knows it. */
  readonly account?: string;
  /** The ARN for people, with `<…>` for what is not known. */
  readonly arn: string;
  /** Who may assume it, such as `ecs-tasks.amazonaws.com`. */
  readonly trust: readonly string[];
  /** The same in words, with what narrows it; none of what is no role of the app. */
  readonly admits?: readonly ReportAdmission[];
  /** Where it stands; of one outside of the app the first policy that names it. */
  readonly at?: ReportPlace;
}

/** Whom a statement of a trust policy admits. */
export interface ReportAdmission {
  /** In words, such as `GitHub Actions: repo:o/r:environment:prod`. */
  readonly who: string;
  /** `any` is everybody. */
  readonly kind: 'AWS' | 'Service' | 'Federated' | 'any';
  /** As the policy names it. */
  readonly name: string;
  /** The conditions of its statement. */
  readonly conditions: readonly ReportCondition[];
}

export interface ReportCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** `named`: a policy names the model, so the call is meant. `wildcard`: it is among others, and is only listed. */
export type Intent = 'named' | 'wildcard';

/** `partial`: the identity's own policies allow some legs of the call only. */
export type RowVerdict = 'allowed' | 'denied' | 'partial' | 'not-judged';

/** Stands for every model of Claude that has no row of its own. */
export const ANY_MODEL = '*';

/** One kind of call of one identity. */
export interface ReportRow {
  /** The place of the identity in `identities`. */
  readonly identity: number;
  /** The model's ID; `ANY_MODEL` for any that is not listed otherwise. */
  readonly model: string;
  /** The application profile through which it goes; none where that is the model's own global profile. */
  readonly profile?: ReportProfile;
  /** The guardrails of which the call must name one, as `bedrock:GuardrailIdentifier` says them; none where it needs none. */
  readonly guardrails?: readonly string[];
  /** The source Region; none where only the deployment knows it. */
  readonly region?: string;
  readonly action: 'invoke' | 'stream';
  readonly intent: Intent;
  readonly verdict: RowVerdict;
  readonly legs: readonly ReportLeg[];
  /** What decided, where it is not allowed. */
  readonly by?: ReportDecider;
  /** Why, in words, where it is not allowed. */
  readonly why?: string;
}

/** A profile that was made of a model's global profile. */
export interface ReportProfile {
  readonly kind: 'application';
  /** The path of its construct; of one that the app does not make its ARN, or its ID. */
  readonly name: string;
  /**
   * Whether the model is closed to the identity in each other way that is asked: its own global profile, those of geographies, other
   * application profiles, and direct calls; from its Region, those that its policies name, and some others. Batch jobs and
   * `bedrock-mantle` are not asked.
   */
  readonly only?: true;
  /** The resource that makes it. */
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
  /** The path of its construct, the name of its file, or the name of a policy of AWS's. */
  readonly policy: string;
  /** The place of the statement in the document, and its Sid. */
  readonly statement?: number;
  readonly sid?: string;
  /** Where it stands in the assembly. */
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

/** What may be found, the gravest first. */
export const FINDING_RULES = [
  'blocked-access', 'partial-access', 'stream-missing', 'open-route', 'malformed-policy', 'stack-set-refused', 'wide-trust',
  'closed-trust', 'blocked-project', 'guardrail-optional', 'over-grant',
] as const;

export type FindingRule = typeof FINDING_RULES[number];

/** Something that a person should look at. An error fails the synthesis. */
export interface ReportFinding {
  readonly rule: FindingRule;
  readonly severity: 'error' | 'warning' | 'info';
  /** What is the matter, in a sentence or two. */
  readonly description: string;
  /** Why, as the description ends: the same for all its identities. */
  readonly reason: string;
  /** What was assumed; empty where nothing was. */
  readonly assumption: string;
  /** What mends it, in words; and the statements to write, as JSON. */
  readonly remedy: string;
  readonly statements: readonly object[];
  /** The places of the rows that it is about in `rows`, and of their identities in `identities`. */
  readonly rows: readonly number[];
  readonly identities: readonly number[];
  readonly by?: ReportDecider;
  /** All that takes part: the policy's place first, then the identities'. */
  readonly places: readonly ReportPlace[];
}

/** A policy that denies calls of models: a service control policy, or a boundary. */
export interface ReportDeny {
  readonly layer: PolicyLayer;
  readonly policy: string;
  readonly at?: ReportPlace;
  /** Roots, units and accounts; of a boundary the identities' paths. */
  readonly attachedTo: readonly string[];
  /** The places in `rows` of what it denies. */
  readonly rows: readonly number[];
  /** The places in `identities` of those that one of its statements leaves out by name. */
  readonly exempt: readonly number[];
  /** The patterns of `aws:PrincipalArn` that its statements leave out. */
  readonly exemptPatterns: readonly string[];
  /** What a guard promises; none of other policies. */
  readonly promises?: readonly { readonly route: InferenceRoute; readonly isClosed: boolean | 'not-judged' }[];
  /** The source Region of which the matrix is; none of a guard, which is asked about all that it promises. */
  readonly matrixRegion?: string;
  /** What its document does to calls, where everything else allows them. */
  readonly matrix: readonly ReportMatrixRow[];
}

export interface ReportMatrixRow {
  readonly route: InferenceRoute;
  /** `SYSTEM` or `APPLICATION`; none for a call through no profile. */
  readonly profileKind?: string;
  /** The IAM action. */
  readonly action: string;
  /** The model's ID; `any other` beside those that are named, `any` where none is. */
  readonly model: string;
  /** Whether it is promised to be closed; none of policies that promise nothing. */
  readonly promised?: boolean;
  readonly anybody: InvocationOutcome;
  /** For those that are exempt; none where nobody is. */
  readonly exempt?: InvocationOutcome;
  readonly sid?: string;
}

/** What an app records of the calls in an account and Region. */
export interface ReportRecording {
  /** None where only the deployment knows it. */
  readonly account?: string;
  readonly region?: string;
  /** The path of the `BedrockLoggingConfig`; none where calls are allowed and the app has no setting. */
  readonly path?: string;
  /** What of prompts and answers is recorded: nothing of them in `metadata`. None where only the deployment knows. */
  readonly prompts?: 'full' | 'masked' | 'metadata';
  readonly stores: readonly ReportStore[];
}

export interface ReportStore {
  readonly kind: 'log group' | 'bucket';
  /** Its name or its construct's path. */
  readonly name: string;
  /** For how many days records are kept; `forever`; none where the app does not say. */
  readonly retention?: number | 'forever';
  /** `KMS key` of one's own, or `AWS`; none where the app does not say. */
  readonly encryption?: 'KMS key' | 'AWS';
  /** The data identifiers that are masked. */
  readonly masked: readonly string[];
}

/** How an app watches which Region served calls. */
export interface ReportServing {
  readonly account?: string;
  readonly region?: string;
  /** The path of the construct that watches. */
  readonly path: string;
  /** The Regions that are expected; none where any is, so that only the answer's absence is watched. */
  readonly expected?: readonly string[];
  /** What goes off, in words. */
  readonly watches: string;
}

/** A private endpoint at which models are called, and which of the allowed calls in its account and Region its policy lets through. */
export interface ReportEndpoint {
  readonly account?: string;
  readonly region?: string;
  /** The path of its construct. */
  readonly path: string;
  readonly at: ReportPlace;
  /** `everybody`: it has no policy, or one that lets callers through whom nobody names. */
  readonly admits: 'everybody' | 'some';
  /** The places in `rows` of the calls that it lets through, stops, and of which that is not known. */
  readonly passes: readonly number[];
  readonly stops: readonly number[];
  readonly notJudged: readonly number[];
}

/** Something that was not judged, and why. */
export interface NotJudged {
  readonly what: string;
  readonly why: string;
  /** Whether the assembly itself is broken there: a file that it names cannot be read, or a reference leads back to itself. */
  readonly broken?: true;
}
