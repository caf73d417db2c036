/**
 * The form of a guardrail's ARN.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29)
 */
export const GUARDRAIL_ARN = /^arn:aws(?:-[^:]+)?:bedrock:([a-z0-9-]{1,20}):(\d{12}):guardrail\/[a-z0-9]+$/;

/**
 * The form of a published version of a guardrail. `DRAFT` changes with every edit of the guardrail, and `bedrock:GuardrailIdentifier` names
 * it by the ARN without a version.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29): 1 to 8 digits without a leading 0, or `DRAFT`
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html (read 2026-11-29): how policies name each
 */
export const GUARDRAIL_VERSION = /^[1-9]\d{0,7}$/;

/**
 * The Regions that AWS's page on guardrails listed, in a copy from about the turn of 2025 to 2026. af-south-1 is not one of them. Later
 * copies list no Regions, and refer to the card of each model.
 *
 * @source https://docs.aws.amazon.com/en_us/bedrock/latest/userguide/guardrails-supported.html (read 2026-11-29): the list
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-supported.md (read 2026-11-29): refers to the cards of the models
 * @source
 * https://aws.amazon.com/blogs/machine-learning/scale-ai-in-south-africa-using-amazon-bedrock-global-cross-region-inference-with-anthropic-claude-4-5-models
 * (read 2026-11-28): says that guardrails are supported in af-south-1, so AWS's pages disagree
 * @source aws-cloudformation/cfn-lint: src/cfnlint/data/schemas/providers/af-south-1.json (read 2026-11-29): no `AWS::Bedrock::Guardrail`
 * @assumed that other Regions may have guardrails or not: the library warns, and refuses nothing
 */
export const GUARDRAIL_REGIONS: readonly string[] = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'us-gov-east-1', 'us-gov-west-1', 'ca-central-1', 'sa-east-1',
  'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3',
  'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-south-2', 'ap-southeast-1', 'ap-southeast-2',
];

/**
 * Finds the ARN of the guardrail that `bedrock:GuardrailIdentifier` names. A call needs `bedrock:ApplyGuardrail` on that guardrail as well.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions.html (read 2026-11-29)
 */
export function findGuardrailArn(identifier: string): string | undefined {
  return /^arn:[^:]+:bedrock:[^:]*:[^:]*:guardrail\/[^:]+/.exec(identifier)?.[0];
}

/**
 * Models of any Region, on which AWS documents `bedrock:GuardrailIdentifier`. Models without a Region do not match.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html (read 2026-11-29)
 */
export const MODELS_OF_REGIONS = 'arn:*:bedrock:*-*-*::foundation-model/*';

/** Writes how `bedrock:GuardrailIdentifier` names a version of a guardrail. */
export function writeGuardrailIdentifier(guardrailArn: string, version: string): string {
  return `${guardrailArn}:${version}`;
}
