/**
 * The longest that a call of Claude may take, in milliseconds.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html (read 2026-11-28): calls
 * of Claude 3.7 Sonnet and Claude 4 models time out after 60 minutes
 * @assumed the same for later models, which the page does not name
 */
export const LONGEST_CALL_MS = 3_600_000;
