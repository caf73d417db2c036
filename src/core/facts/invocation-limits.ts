/**
 * How many milliseconds a call of Claude takes at most.
 *
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html (read 2026-11-28): calls
 * of Claude 3.7 Sonnet and Claude 4 models time out after 60 minutes
 * @assumed later models do so too, since the page names none
 */
export const LONGEST_CALL_MS = 3_600_000;
