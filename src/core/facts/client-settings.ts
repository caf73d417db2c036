/**
 * Environment variables with credentials. They take precedence over the profile in a file.
 *
 * @source https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html (read 2026-11-28): the Bedrock API key
 * @assumed that the API key takes precedence as well, as clients do it: no AWS page documents the order
 */
export const CREDENTIAL_VARIABLES: readonly string[] = ['AWS_ACCESS_KEY_ID', 'AWS_BEARER_TOKEN_BEDROCK'];

/**
 * The environment variable with the Region. A client may need it even if a file has the Region.
 *
 * @source https://docs.claude.com/zh-CN/docs/claude-code/amazon-bedrock (read 2026-11-29): Claude Code does not read it from ~/.aws
 */
export const REGION_VARIABLE = 'AWS_REGION';

/**
 * The endpoint for calls of models, in any Region. The control plane, which calls no model, is at `bedrock.` instead.
 *
 * @source aws-samples/aws-genai-llm-chatbot: issues/246 (read 2026-11-29): neither of the two knows the operations of the other
 */
export const RUNTIME_ENDPOINT = 'bedrock-runtime.<Region>.amazonaws.com';
