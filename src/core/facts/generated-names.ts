/** How CloudFormation makes the name of a resource of the stack's name, the logical ID and random characters, with hyphens between them. */
export interface NameRule {
  /** How many characters stack and logical ID share: half each, an odd one for the stack; what one leaves goes to the other. */
  readonly shared: number;
  /** How many random characters follow. */
  readonly random: readonly number[];
}

/**
 * How roles and users are named that name themselves nowhere, within 64 characters. Today's handler draws from `[A-Za-z0-9]`, the older one
 * from `[0-9A-Z]`; a role that it made keeps its name.
 *
 * @source aws-cloudformation/cloudformation-cli-java-plugin: src/main/java/software/amazon/cloudformation/resource/IdentifierUtils.java
 * (read 2026-11-28): AWS's own code for such names; AWS documents no rule
 * @assumed roles are named likewise: 26 of 26 public names agree, 17 of today's handler and 9 of the older one; users are too
 */
export const IDENTITY_NAMES: readonly NameRule[] = [{ shared: 50, random: [12] }, { shared: 49, random: [12, 13] }];

/**
 * How the stacks of nested stacks are named. The random characters are of `[0-9A-Z]`.
 *
 * @source aws-cloudformation/cloudformation-cli-java-plugin: src/main/java/software/amazon/cloudformation/resource/IdentifierUtils.java
 * (read 2026-11-28): AWS's own code for such names; AWS documents no rule
 * @assumed nested stacks are named likewise: 3 of 3 public names agree
 */
export const NESTED_STACK_NAMES: readonly NameRule[] = [{ shared: 85, random: [12, 13] }];

/**
 * How many characters of a logical ID CloudFormation keeps at least in the name of a role that it generates.
 *
 * @assumed as IDENTITY_NAMES, whose older handler keeps one less than today's
 */
export const KEPT_OF_LOGICAL_ID = Math.min(...IDENTITY_NAMES.map(({ shared }) => Math.floor(shared / 2)));

/**
 * What stands before the name of a StackSet in the names of its stacks. A hyphen and a UUID follow, and nothing is cut.
 *
 * @assumed as such stacks are seen; AWS documents no rule
 */
export const STACK_SET_STACK = 'StackSet-';

/**
 * How many hexadecimal digits the groups of that UUID have, between hyphens. Its letters are small.
 *
 * @assumed as such stacks are seen; AWS documents no rule
 */
export const UUID_GROUPS: readonly number[] = [8, 4, 4, 4, 12];
