import { ROLE_NAME, SSO_ROLE, SSO_ROLE_PATH } from '../../facts/iam-roles';
import { Unknown } from '../unknown-facts';

/** A caller, as far as a text names it. */
export interface Principal {
  /** The ARN that `aws:PrincipalArn` has; its unknown pieces are markers. */
  readonly arn?: string;
  readonly account?: string;
  /** Whether it is a session, whose ARN does not say the path of its role. */
  readonly isSession: boolean;
}

const SESSION = /^arn:([\w-]{1,20}):sts::([^:]{0,64}):assumed-role\/([^/]{1,64})(?:\/|$)/;
const ENTITY = /^arn:([\w-]{1,20}):(iam|sts)::([^:]{0,64}):((?:user|role|federated-user)\/.{1,600}|root)$/;

/** Reads a caller's ARN. Masked parts are unknown. A text that is not an ARN, or names a service, gives nothing. */
export function readPrincipal(text: string): Principal {
  const [, partition, masked, name] = SESSION.exec(text) ?? [];
  if (name !== undefined) {
    const account = readAccount(masked);
    const arn = isMasked(name) || !ROLE_NAME.test(name) ? undefined : writeRoleArn(partition, account, name);
    return { arn, account, isSession: true };
  }
  const [, ofEntity, service, owner, entity] = ENTITY.exec(text) ?? [];
  if (entity === undefined) {
    return { isSession: false };
  }
  const account = readAccount(owner);
  const arn = entity.split('/').some(isMasked) ? undefined : `arn:${ofEntity}:${service}::${account ?? Unknown.ACCOUNT}:${entity}`;
  return { arn, account, isSession: false };
}

/** Finds the role of a session, because `aws:PrincipalArn` carries the role's ARN. Other ARNs are returned unchanged. */
export function findRole(arn: string): string {
  const { isSession, arn: role } = readPrincipal(arn);
  return isSession && role !== undefined ? role : arn;
}

/** The account's ID, unless it is masked. */
export function readAccount(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{12}$/.test(text) ? text : undefined;
}

/** Whether a name is masked: ****, xxxx, <role>, {role}, [role], …, REDACTED. */
export function isMasked(name: string): boolean {
  return /[*<>{}[\]…$]|\.\.\./.test(name) || /^x{2,64}$/i.test(name) || /^(?:redacted|masked|removed|omitted|hidden)$/i.test(name);
}

function writeRoleArn(partition: string, account: string | undefined, name: string): string {
  const path = SSO_ROLE.test(name) ? `${SSO_ROLE_PATH}${Unknown.SSO_REGION}` : Unknown.ROLE_PATH;
  return `arn:${partition}:iam::${account ?? Unknown.ACCOUNT}:role/${path}${name}`;
}
