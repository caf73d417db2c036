import type { Tags, Wish } from './identity';
import { ApplicationProfileEvent, OWN_TAGS } from './wire';
import { MOST_PROFILE_TAGS } from '../../core/facts/application-profiles';

const OWN_KEYS = Object.values(OWN_TAGS);
const OWN = OWN_KEYS.length;

/** The messages of failures and notices. */
export const MESSAGES = {
  nameTaken: ({ name, region }: Wish, arn: string | undefined, tags: Tags | undefined) =>
    `The name '${name}' is taken in ${region} by ${arn
      ? `${arn}, which is not tagged as this profile (${OWN_KEYS.map((key) => `${key}: ${tags?.[key] ?? 'none'}`).join(', ')})`
      : 'a profile that is not listed'}. Nothing was changed. Delete that profile if it is unused, or give this one another name or ` +
    'description, and deploy again',
  unseen: (arn: string) => `Amazon Bedrock did not return this profile (${arn}) and its tags within a minute. Deploy again`,
  notOurs: (arn: string) => `${arn} is kept: its tags say that it does not belong to this resource`,
  left: (errors: Error[]) => errors.length > 0
    ? `Profiles that an earlier deployment of this resource left may still exist: ${errors.map(({ message }) => message).join('; ')}`
    : undefined,
  overdue: (operation: string) => `Time ran out during ${operation}. Deploy again`,
  /** The remedy for an error of AWS. */
  remedy: (name: string, operation: string, on: string, region: string) => {
    if (name.startsWith('AccessDenied')) {
      return `Allow bedrock:${operation} on ${on} in ${region} in the role of this function, in its permissions boundary and in service ` +
        'control policies';
    }
    if (/^(UnrecognizedClient|InvalidClientToken|ENOTFOUND)/.test(name)) {
      return `Enable the Region ${region} in this account, or choose a Region that has Amazon Bedrock`;
    }
    return REMEDIES[operation]?.[name] ?? 'Deploy again';
  },
  removalFailed: ({ PhysicalResourceId }: ApplicationProfileEvent) => `. Until then the profile stays (${PhysicalResourceId})`,
};

const SOURCE = 'Choose a model that Amazon Bedrock has as a global inference profile in this Region';
const REMEDIES: Record<string, Record<string, string>> = {
  CreateInferenceProfile: {
    ValidationException: SOURCE,
    ResourceNotFoundException: SOURCE,
    ServiceQuotaExceededException: 'Delete unused application inference profiles, or request more from Service Quotas',
    TooManyTagsException: `Keep at most ${MOST_PROFILE_TAGS - OWN} tags: this resource uses ${OWN} of ${MOST_PROFILE_TAGS}`,
  },
  TagResource: {
    TooManyTagsException: `Keep at most ${MOST_PROFILE_TAGS - OWN} tags, including tags that others added to the profile`,
  },
  DeleteInferenceProfile: {
    ConflictException: 'Remove it from what uses it, and delete again',
  },
};
