import { Construct } from 'constructs';
import { GlobalClaudeAccessProps } from './global-claude-access-props';
import { fail, got, isConcrete } from '../checks/fail';

/** Throws where the props of the role contradict each other or break IAM's rules. */
export function requireRoleProps(scope: Construct, props: GlobalClaudeAccessProps): void {
  if (props.role && props.assumedBy) {
    fail(scope, '\'role\' and \'assumedBy\' must not both be set: the first gives a role, the second creates one. Leave one out');
  }
  const { roleName, path, permissionsBoundary, maxSessionDuration } = props;
  const idle = Object.entries({ roleName, path, permissionsBoundary, maxSessionDuration }).find(([, value]) => value !== undefined);
  if (idle && !props.assumedBy) {
    fail(scope, `'${idle[0]}' must come with 'assumedBy': it shapes the role that is created, and none is. Set 'assumedBy' or leave it out`);
  }
  if (isConcrete(roleName) && !/^[\w+=,.@-]{1,64}$/.test(roleName)) {
    fail(scope, `'roleName' must be 1 to 64 letters, digits or any of _+=,.@-, ${got(roleName)}`);
  }
  if (isConcrete(path) && !/^\/([\x21-\x7e]+\/)?$/.test(path)) {
    fail(scope, `'path' must begin and end with "/", ${got(path)}. For example "/platform/"`);
  }
  if (maxSessionDuration && !maxSessionDuration.isUnresolved()) {
    const seconds = maxSessionDuration.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds < 3600 || seconds > 43200) {
      fail(scope, `'maxSessionDuration' must be 1 to 12 hours, in whole seconds, got: ${maxSessionDuration.toHumanString()}`);
    }
  }
}
