import { Stack } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { IApplicationProfile } from '../catalog/application-profile';
import { GlobalInferenceProfile } from '../catalog/global-inference-profile';
import { areDifferent, fail } from '../checks/check';
import { APPLICATION_PROFILE_ARN } from '../core/facts/application-profiles';
import { AllowedProfile } from '../core/statements/allows';

/**
 * Lists the resources on which a call through an application profile is authorized: the profile, and its model, as for the model's own
 * profile. Throws for identities of another account, because a profile serves only its own account.
 */
export function allowApplicationProfile(
  access: IConstruct, profile: IApplicationProfile, stack: Stack, sourceRegion: string,
): AllowedProfile {
  const account = findAccount(profile);
  if (areDifferent(account, stack.account)) {
    fail(access, `'applicationProfiles' must be in the account whose identities call them: '${profile.name}' is in ${account}, and ` +
      `'${stack.node.path}' deploys to ${stack.account}. Create a profile and an access in that account`);
  }
  const { sourceModelArn, globalModelArn } = GlobalInferenceProfile._of(stack, profile.model, sourceRegion);
  return { profileArn: profile.profileArn, sourceModelArn, globalModelArn, sourceRegion };
}

function findAccount(profile: IApplicationProfile): string | undefined {
  const [, , account] = APPLICATION_PROFILE_ARN.exec(profile.profileArn) ?? [];
  return account ?? (Construct.isConstruct(profile) ? Stack.of(profile).account : undefined);
}
