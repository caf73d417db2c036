/** How CloudFormation makes a resource's name: the stack's name, the logical ID and random characters, with hyphens between them. */
export interface NameRule {
  /**
   * How many characters the stack's name and the logical ID share: half each, the odd one for the stack. One may use what the other leaves.
   */
  readonly shared: number;
  /** The possible numbers of random characters that follow. */
  readonly random: readonly number[];
}

/**
 * How CloudFormation names roles and users without a name of their own, within 64 characters. Today's handler draws from `[A-Za-z0-9]`, the
 * older one from `[0-9A-Z]`. A role of the older handler keeps its name.
 *
 * @source aws-cloudformation/cloudformation-cli-java-plugin: src/main/java/software/amazon/cloudformation/resource/IdentifierUtils.java
 * (read 2026-11-28): AWS's own code for such names; AWS documents no rule
 * @assumed that roles are named in the same way: 26 of 26 public names agree, 17 of today's handler and 9 of the older one. Users as well
 */
export const IDENTITY_NAMES: readonly NameRule[] = [{ shared: 50, random: [12] }, { shared: 49, random: [12, 13] }];

/**
 * How CloudFormation names nested stacks. It draws the random characters from `[0-9A-Z]`.
 *
 * @source aws-cloudformation/cloudformation-cli-java-plugin: src/main/java/software/amazon/cloudformation/resource/IdentifierUtils.java
 * (read 2026-11-28): AWS's own code for such names; AWS documents no rule
 * @assumed that nested stacks are named in the same way: 3 of 3 public names agree
 */
export const NESTED_STACK_NAMES: readonly NameRule[] = [{ shared: 85, random: [12, 13] }];

/**
 * The fewest characters of a logical ID that CloudFormation keeps in a generated role name.
 *
 * @assumed as for IDENTITY_NAMES, whose older handler keeps one character less than today's
 */
export const KEPT_OF_LOGICAL_ID = Math.min(...IDENTITY_NAMES.map(({ shared }) => Math.floor(shared / 2)));

/**
 * The prefix of the names of a StackSet's stacks. The StackSet's name, a hyphen and a UUID follow, and nothing is cut.
 *
 * @assumed from the names of such stacks; AWS documents no rule
 */
export const STACK_SET_STACK = 'StackSet-';

/**
 * The lengths of the groups of the UUID in the name of a StackSet's stack, in lowercase hexadecimal digits. Hyphens separate them.
 *
 * @assumed from the names of such stacks; AWS documents no rule
 */
export const UUID_GROUPS: readonly number[] = [8, 4, 4, 4, 12];
