import { noteRequests } from './judge-requests';
import { LocalAws } from './local-aws';
import { ProfileGuest } from './profile-guest';
import { ProfileStack } from './profile-stack';

interface ProfileParts {
  readonly aws: LocalAws;
  readonly guest: ProfileGuest;
  readonly stack: ProfileStack;
}

/**
 * Sets up a local AWS for the tests of one file, with a new guest and stack before each; every request must be as the services describe
 * it. Returns what the tests ask of Amazon Bedrock, for botocore to judge.
 */
export function setUpProfiles(take: (parts: ProfileParts) => void): ReadonlySet<string> {
  const requests = new Set<string>();
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await LocalAws.start();
  });
  beforeEach(() => take({ aws, guest: new ProfileGuest(aws), stack: new ProfileStack('alpha') }));
  afterEach(() => {
    const { objections } = aws;
    noteRequests(requests, aws.calls);
    aws.reset();
    expect(objections).toEqual([]);
  });
  afterAll(async () => aws.close());
  return requests;
}
