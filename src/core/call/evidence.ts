/** What can be known of a call. */
export type Fact = 'region' | 'account' | 'partition' | 'model' | 'principal' | 'profile' | 'project' | 'streaming' | 'leg';

/** Something that is known of a call, and where it was taken from. */
export interface Evidence {
  readonly fact: Fact;
  readonly value: string;
  /** For example "the resource of the error" or "awsRegion of the CloudTrail event". */
  readonly origin: string;
}
