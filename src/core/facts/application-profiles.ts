/**
 * The most characters in the name of an application inference profile.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29): InferenceProfileName
 */
export const LONGEST_PROFILE_NAME = 64;

/**
 * The form of the name of an application inference profile.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29): InferenceProfileName
 */
export const PROFILE_NAME = /^([0-9a-zA-Z][ _-]?)+$/;

/**
 * The most characters in the description of an application inference profile.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29): InferenceProfileDescription
 */
export const LONGEST_PROFILE_DESCRIPTION = 200;

/**
 * The form of the description of an application inference profile.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29): InferenceProfileDescription
 */
export const PROFILE_DESCRIPTION = /^([0-9a-zA-Z:.][ _-]?)+$/;

/**
 * The most tags on a profile.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29): TooManyTagsException says 50 for a resource
 */
export const MOST_PROFILE_TAGS = 50;

/**
 * The forms of the key and the value of a profile's tag.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29): TagKey, TagValue
 */
export const PROFILE_TAG = { key: /^[a-zA-Z0-9\s._:/=+@-]{1,128}$/, value: /^[a-zA-Z0-9\s._:/=+@-]{0,256}$/ } as const;

/**
 * The form of the ARN of an application inference profile: Region, account and ID.
 *
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html (read 2026-11-29)
 */
export const APPLICATION_PROFILE_ARN = /^arn:aws[a-z-]*:bedrock:([a-z0-9-]+):(\d{12}):application-inference-profile\/([a-zA-Z0-9]+)$/;

/**
 * CloudFormation's own type for application inference profiles. af-south-1 lacks it.
 *
 * @source https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-bedrock-applicationinferenceprofile.html (read
 * 2026-11-29)
 * @source aws-cloudformation/cfn-lint: src/cfnlint/data/schemas/providers (read 2026-11-28): 1.58.0 has it in 17 Regions, not in af-south-1
 */
export const NATIVE_PROFILE = 'AWS::Bedrock::ApplicationInferenceProfile';

/** How a template refers to an application profile: with `Ref`, or with attributes. */
export interface ProfileReferences {
  /** The attributes that return its ARN. */
  readonly arn: readonly string[];
  /** `Ref`, or the attributes, that return its ID. */
  readonly id: readonly string[];
}

/**
 * How templates refer to a profile of CloudFormation's own type. `InferenceProfileIdentifier` is left out: AWS does not document whether it
 * is the ID or the ARN.
 *
 * @source https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-bedrock-applicationinferenceprofile.html (read
 * 2026-11-29): `Ref` returns the ID; the attributes are InferenceProfileArn, InferenceProfileId and InferenceProfileIdentifier
 */
export const NATIVE_PROFILE_REFERENCES: ProfileReferences = { arn: ['InferenceProfileArn'], id: ['Ref', 'InferenceProfileId'] };

/**
 * Writes a placeholder for the ID that a profile of a template will have. No real ID has brackets, and no policy language uses them.
 *
 * @source boto/botocore: botocore/data/bedrock/2023-04-20/service-2.json (read 2026-11-29): IDs match `[a-zA-Z0-9-:.]+`
 */
export function standInForProfile(logicalId: string, number = 1): string {
  return `(profile_${logicalId.replace(/\W/g, '')}${number === 1 ? '' : `_${number}`})`;
}
