import { LONGEST_PROFILE_NAME } from '../../core/facts/application-profiles';
import type { CustomResourceEvent } from '../answer';

// Deployed templates and profiles hold these names, so they never change.

/** The tags that mark a profile as belonging to one resource. */
export const OWN_TAGS = {
  /** The ID of the stack. */
  stack: 'cdk-bedrock-cris:stack',
  /** The logical ID of the resource in it. */
  resource: 'cdk-bedrock-cris:resource',
  /** A hash of what a profile cannot change: its source, Region, name prefix and description. */
  source: 'cdk-bedrock-cris:source',
} as const;

/** A name ends with a hyphen, this many characters for the resource, and this many for the resource and its source. */
export const NAME_ENDING = { resource: 3, profile: 5 } as const;
export const LONGEST_PREFIX = LONGEST_PROFILE_NAME - 1 - NAME_ENDING.resource - NAME_ENDING.profile;

/** The properties of the custom resource. Its physical ID is the ARN of the profile. */
export interface ApplicationProfileProperties {
  /** The ARN of the system-defined profile that is copied. */
  readonly CopyFrom: string;
  /** The Region in which the profile is made. */
  readonly Region: string;
  /** The beginning of the name. A hyphen and eight letters and digits follow, so that a replacement never has the old name. */
  readonly NamePrefix: string;
  readonly Description?: string;
  /** The tags of the user. */
  readonly Tags?: readonly Tag[];
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export type ApplicationProfileEvent = CustomResourceEvent<ApplicationProfileProperties>;
