/** The part of an app that answers a control. */
export type ControlEvidence = 'access' | 'denies' | 'api-keys' | 'recording' | 'encryption' | 'bucket-encryption' | 'masking' | 'alarms'
| 'record' | 'not-read';

/** A control of a framework, or a check of a tool, that bears on calls of models. */
export interface Control {
  readonly framework: string;
  readonly control: string;
  /** What in this library answers it; undefined if nothing does. */
  readonly answer?: string;
  /** What to expect of the tool's check if you use the answer, from its code; `judged by people` if no tool checks it. */
  readonly result: 'expected to pass' | 'expected to pass in part' | 'expected to fail' | 'does not apply' | 'judged by people';
  /** Continues the result after a comma, such as `unless …`. */
  readonly note?: string;
  /** What to show as evidence. */
  readonly show: string;
  readonly evidence: ControlEvidence;
}

/**
 * The frameworks and tools whose controls are listed.
 *
 * @assumed names chosen by this library
 */
const [PROWLER, ASSESSMENT, LENS, ISO_27001] = [
  'Prowler', 'AWS sample AI/ML security assessment', 'AWS Well-Architected generative AI lens', 'ISO/IEC 27001 Annex A',
];

/**
 * Controls that bear on calls of models, and what in this library answers them, if anything.
 *
 * @source prowler-cloud/prowler: prowler/providers/aws/services/bedrock (read 2026-11-29): as of August 2026; no check of Amazon Bedrock is
 * in its files for CIS
 * @source aws-samples/sample-aiml-security-assessment: docs/SECURITY_CHECKS.md (read 2026-11-29): the BR checks
 * @source aws-samples/sample-aiml-security-assessment: docs/SECURITY_CHECKS_FINSERV.md (read 2026-11-29): the FS checks
 * @source https://docs.aws.amazon.com/wellarchitected/latest/generative-ai-lens/gensec01-bp01.html (read 2026-11-29)
 * @source https://controlstack.au/controls/iso42001-annex-a-6-2-8-ai-system-recording-of-event-logs/ (read 2026-11-29)
 * @source https://popia.co.za/section-57-processing-subject-to-prior-authorisation/ (read 2026-11-29)
 * @assumed what a check says, from its code: none ran on a live account. Which ISO control fits is this library's reading
 */
export const CONTROLS: readonly Control[] = [
  {
    framework: PROWLER,
    control: 'bedrock_model_invocation_logging_enabled',
    answer: 'BedrockLoggingConfig',
    result: 'expected to pass',
    show: 'the setting, from get-model-invocation-logging-configuration',
    evidence: 'recording',
  },
  {
    framework: PROWLER,
    control: 'bedrock_model_invocation_logs_encryption_enabled',
    answer: 'the key of BedrockLoggingConfig',
    result: 'expected to pass',
    note: 'unless the log group is yours and has no key',
    show: 'the log group and its key',
    evidence: 'encryption',
  },
  {
    framework: PROWLER,
    control: 'bedrock_full_access_policy_attached',
    answer: 'GlobalClaudeAccess',
    result: 'expected to pass',
    note: 'unless a role has AmazonBedrockFullAccess',
    show: 'the roles\' policies',
    evidence: 'access',
  },
  {
    framework: PROWLER,
    control: 'bedrock_api_key_no_long_term_credentials',
    answer: 'GlobalCrisDenyGuard with BEARER_TOKEN',
    result: 'expected to pass',
    note: 'unless a key exists already: the guard only stops the creation of keys',
    show: 'the keys of IAM users',
    evidence: 'api-keys',
  },
  {
    framework: PROWLER,
    control: 'bedrock_vpc_endpoints_configured',
    result: 'expected to fail',
    note: 'once logging is on, unless you create the VPC endpoints yourself',
    show: 'the VPC endpoints',
    evidence: 'not-read',
  },
  {
    framework: ASSESSMENT,
    control: 'BR-01, BR-03',
    answer: 'GlobalClaudeAccess',
    result: 'expected to pass',
    show: 'the roles\' policies',
    evidence: 'access',
  },
  {
    framework: ASSESSMENT,
    control: 'BR-04, BR-32',
    answer: 'BedrockLoggingConfig with addAlarms',
    result: 'does not apply',
    note: 'unless the account has a guardrail, agent, prompt, flow, knowledge base or custom model',
    show: 'the setting and the alarms',
    evidence: 'alarms',
  },
  {
    framework: ASSESSMENT,
    control: 'FS-05',
    answer: 'BedrockLoggingConfig',
    result: 'expected to pass',
    show: 'the setting',
    evidence: 'recording',
  },
  {
    framework: ASSESSMENT,
    control: 'BR-12',
    answer: 'BedrockLoggingConfig with S3, its key',
    result: 'expected to pass',
    note: 'for buckets only',
    show: 'the bucket\'s encryption',
    evidence: 'bucket-encryption',
  },
  {
    framework: ASSESSMENT,
    control: 'BR-22, FS-03',
    answer: 'QuotaPlan',
    result: 'expected to pass in part',
    note: 'once AWS has granted an increase',
    show: 'the quotas of the account',
    evidence: 'not-read',
  },
  {
    framework: ASSESSMENT,
    control: 'FS-43',
    answer: 'PromptRecording.MASKED',
    result: 'expected to fail',
    note: 'because the check reads the account\'s policies, not those of a log group',
    show: 'the log group\'s policy, from get-data-protection-policy',
    evidence: 'masking',
  },
  {
    framework: LENS,
    control: 'GENSEC01-BP01',
    answer: 'GlobalClaudeAccess, GlobalCrisDenyGuard',
    result: 'judged by people',
    show: 'the guard\'s matrix',
    evidence: 'denies',
  },
  {
    framework: LENS,
    control: 'GENSEC01-BP04, GENSEC03-BP01',
    answer: 'BedrockLoggingConfig with addAlarms',
    result: 'judged by people',
    show: 'the dashboard',
    evidence: 'alarms',
  },
  {
    framework: ISO_27001,
    control: 'A.5.15, A.8.2',
    answer: 'GlobalClaudeAccess, GlobalCrisDenyGuard',
    result: 'judged by people',
    show: 'templates and report',
    evidence: 'access',
  },
  {
    framework: ISO_27001,
    control: 'A.8.11',
    answer: 'PromptRecording.MASKED',
    result: 'judged by people',
    show: 'the log group\'s policy',
    evidence: 'masking',
  },
  {
    framework: ISO_27001,
    control: 'A.8.15',
    answer: 'BedrockLoggingConfig',
    result: 'judged by people',
    show: 'queries of the records',
    evidence: 'recording',
  },
  {
    framework: ISO_27001,
    control: 'A.8.16',
    answer: 'InvocationAlarms',
    result: 'judged by people',
    show: 'the alarms\' history',
    evidence: 'alarms',
  },
  {
    framework: ISO_27001,
    control: 'A.8.24',
    answer: 'the key of BedrockLoggingConfig',
    result: 'judged by people',
    show: 'the key\'s policy',
    evidence: 'encryption',
  },
  {
    framework: 'ISO/IEC 42001 Annex A',
    control: 'A.6.2.8',
    answer: 'BedrockLoggingConfig',
    result: 'judged by people',
    show: 'queries of the records',
    evidence: 'recording',
  },
  {
    framework: 'POPIA',
    control: 's57(1)(d), s72(1)',
    answer: 'the transfer record',
    result: 'judged by people',
    show: 'the record, completed by people',
    evidence: 'record',
  },
];

/**
 * Where each framework was read, by its name.
 *
 * @assumed which control of ISO/IEC 27001 fits, since its text is not public: this library's reading
 */
export const FRAMEWORK_SOURCES: Readonly<Record<string, string>> = {
  [PROWLER]: 'github.com/prowler-cloud/prowler, August 2026',
  [ASSESSMENT]: 'github.com/aws-samples/sample-aiml-security-assessment, read 2026-11-29',
  [LENS]: 'docs.aws.amazon.com/wellarchitected/latest/generative-ai-lens, read 2026-11-29',
  [ISO_27001]: 'ISO/IEC 27001:2022; which control fits is this library\'s reading',
  'ISO/IEC 42001 Annex A': 'controlstack.au/controls, read 2026-11-29',
  'POPIA': 'popia.co.za, read 2026-11-29',
};
