import { isConcrete } from '../checks/check';
import { ACCOUNT_ID, ORGANIZATIONAL_UNIT_ID, ROOT_ID } from '../core/facts/organization-ids';
import { describeValue } from '../core/rules/describe-value';

interface Kind {
  readonly factory: string;
  readonly meaning: string;
  readonly form: RegExp;
  readonly example: string;
}

const ROOT: Kind = { factory: 'organizationRoot', meaning: 'an organization root', form: ROOT_ID, example: 'r-ab12' };
const UNIT: Kind = {
  factory: 'organizationalUnit', meaning: 'an organizational unit', form: ORGANIZATIONAL_UNIT_ID, example: 'ou-ab12-cd34ef56',
};
const MEMBER: Kind = { factory: 'account', meaning: 'an account', form: ACCOUNT_ID, example: '111122223333' };

/**
 * The place in an organization to which a policy is attached. The policy applies to every account there and below, but never
 * to the management account or to service-linked roles.
 *
 * Each factory throws if its argument is not an ID of that kind. Tokens are not checked.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
export class GuardTarget {
  /**
   * The root, which covers all accounts in the organization.
   *
   * @param id the root's ID, for example `r-ab12`
   */
  public static organizationRoot(id: string): GuardTarget {
    return new GuardTarget(requireId(ROOT, id));
  }

  /**
   * An organizational unit, which covers its accounts and those of the units below it.
   *
   * @param id the unit's ID, for example `ou-ab12-cd34ef56`
   */
  public static organizationalUnit(id: string): GuardTarget {
    return new GuardTarget(requireId(UNIT, id));
  }

  /**
   * One account.
   *
   * @param id the account's ID: 12 digits
   */
  public static account(id: string): GuardTarget {
    return new GuardTarget(requireId(MEMBER, id));
  }

  private constructor(
    /** The ID of the root, organizational unit or account. */
    public readonly targetId: string,
  ) {}
}

function requireId(kind: Kind, id: string): string {
  const isToken = id !== undefined && !isConcrete(id);
  if (isToken || kind.form.test(id)) {
    return id;
  }
  throw new Error(`'${kind.factory}' must be the ID of ${kind.meaning}, such as "${kind.example}", got: ` +
    `${describeValue(id)}${suggestFactory(id)}`);
}

function suggestFactory(id: unknown): string {
  const part = String(id).trim().split('/').pop()!;
  const meant = [ROOT, UNIT, MEMBER].find(({ form }) => form.test(part));
  return meant ? `. That names ${meant.meaning}: use GuardTarget.${meant.factory}("${part}")` : '';
}
