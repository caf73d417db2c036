import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { watchRoom } from './inline-room';
import { grantStatement } from './policies';
import { fail } from '../checks/check';
import { Recipient } from '../checks/recipient';
import { INLINE_LIMITS } from '../core/facts/limits';
import { StatementJson } from '../core/statements/deny';
import { countCharacters, wrapStatements } from '../core/statements/size';

interface Allows {
  readonly statements: readonly iam.PolicyStatement[];
  readonly size: number;
}

/** The grants of one access by inline policies, one for each identity. Statements are written once for each stack. */
export class InlineGrants {
  private readonly allows = new Map<Stack, Allows>();
  private readonly grants = new Map<iam.IPrincipal, iam.Grant>();
  /** Keeps the Sids unique: other accesses may grant in the same policy. */
  private readonly sidSuffix: string;

  constructor(private readonly access: IConstruct, private readonly writeStatements: (stack: Stack) => StatementJson[]) {
    this.sidSuffix = access.node.addr.slice(-8);
  }

  /** Adds the statements to the inline policy of a recipient, and returns them as one grant. Throws if it would add nothing. */
  public grantTo(recipient: Recipient): iam.Grant {
    const grant = this.grants.get(recipient.identity) ?? this.add(recipient);
    this.grants.set(recipient.identity, grant);
    return grant;
  }

  private add(recipient: Recipient): iam.Grant {
    const { identity, kind } = recipient;
    const { statements, size } = this.prepareAllows(recipient.stack);
    if (size > INLINE_LIMITS[kind]) {
      fail(this.access, '\'grantee\' must have room for the statements: ' +
        `the inline policies of a ${kind} hold ${INLINE_LIMITS[kind]} characters, got: ${size}. ` +
        'Use attachTo(), which shares managed policies, or name fewer models');
    }
    const allows = statements.filter(({ effect }) => effect === iam.Effect.ALLOW);
    const combined = allows.map((statement) => grantStatement(identity, statement, `${statement.sid}${this.sidSuffix}`))
      .reduce((all, grant) => all.combine(grant));
    // A grant can only allow, so denies are added as statements.
    statements.filter((statement) => !allows.includes(statement)).forEach((statement) => identity.addToPrincipalPolicy(
      statement.copy({ sid: `${statement.sid}${this.sidSuffix}` })));
    if (!combined.success) {
      fail(this.access, `'grantee' accepted no statement: ${identity.node.path} has no policy of its own. ` +
        'Grant to a role, user or group of this app');
    }
    watchRoom(recipient, statements.length);
    return combined;
  }

  private prepareAllows(stack: Stack): Allows {
    const known = this.allows.get(stack);
    if (known) {
      return known;
    }
    const written = this.writeStatements(stack);
    const statements = written.map((statement) => iam.PolicyStatement.fromJson(statement));
    const allows = { statements, size: countCharacters(wrapStatements(written)) };
    this.allows.set(stack, allows);
    return allows;
  }
}
