/** The type of the custom resource that is an account's logging setting. Deployed templates hold it, so it never changes. */
export const LOGGING_SETTING = 'Custom::BedrockModelInvocationLogging';
