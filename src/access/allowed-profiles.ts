import { Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { IApplicationProfile } from '../catalog/application-profile';
import { GlobalInferenceProfile } from '../catalog/global-inference-profile';
import { areDifferent, fail } from '../checks/check';
import { APPLICATION_PROFILE_ARN } from '../core/facts/application-profiles';
import { AllowedProfile } from '../core/statements/allows';

/**
 * Tells on which resources a call through an application profile is authorized: on the profile, and on its model as through the model's own
 * profile. Throws where identities of another account would be given it, since it serves its own account only.
 */
export function allowApplicationProfile(
  access: IConstruct, profile: IApplicationProfile, stack: Stack, sourceRegion: string,
): AllowedProfile {
  const account = findAccount(profile);
  if (areDifferent(account, stack.account)) {
    fail(access, `'applicationProfiles' must be of the account whose identities call them: '${profile.name}' is in ${account}, and ` +
      `'${stack.node.path}' deploys to ${stack.account}. Make a profile in that account, with an access of its own`);
  }
  const { sourceModelArn, globalModelArn } = GlobalInferenceProfile._of(stack, profile.model, sourceRegion);
  return { profileArn: profile.profileArn, sourceModelArn, globalModelArn, sourceRegion };
}

function findAccount(profile: IApplicationProfile): string | undefined {
  const [, , account] = APPLICATION_PROFILE_ARN.exec(profile.profileArn) ?? [];
  return account ?? (Construct.isConstruct(profile) ? Stack.of(profile).account : undefined);
}
