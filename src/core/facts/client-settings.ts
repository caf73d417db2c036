/**
 * Variables of the environment with credentials, which go before those of a profile in a file.
 *
 * @source https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html (read 2026-11-28): the Bedrock API key
 * @assumed that the API key too goes before a profile, as clients do; no page of AWS says the order
 */
export const CREDENTIAL_VARIABLES: readonly string[] = ['AWS_ACCESS_KEY_ID', 'AWS_BEARER_TOKEN_BEDROCK'];

/**
 * The variable with the Region, which a client may ask for even where a file has the Region.
 *
 * @source https://docs.claude.com/zh-CN/docs/claude-code/amazon-bedrock (read 2026-11-29): Claude Code does not read it from ~/.aws
 */
export const REGION_VARIABLE = 'AWS_REGION';

/**
 * The endpoint at which models are called, in any Region. The control plane, which calls no model, is at `bedrock.` instead.
 *
 * @source aws-samples/aws-genai-llm-chatbot: issues/246 (read 2026-11-29): each of the two does not know the operations of the other
 */
export const RUNTIME_ENDPOINT = 'bedrock-runtime.<Region>.amazonaws.com';
