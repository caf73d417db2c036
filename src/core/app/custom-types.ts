// The types of our custom resources. Deployed templates hold them, so they must never change.

/** The logging setting of an account. */
export const LOGGING_SETTING = 'Custom::BedrockModelInvocationLogging';

/** An application inference profile. Its physical ID is the ARN. */
export const CUSTOM_PROFILE = 'Custom::BedrockApplicationProfile';
