/** The type of the custom resource that is an application inference profile. Deployed templates hold it, so it never changes. */
export const APPLICATION_PROFILE_TYPE = 'Custom::BedrockApplicationProfile';
