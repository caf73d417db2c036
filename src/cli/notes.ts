import { Policy } from '../decision/engine/policy';
import { allowsAnything } from '../decision/reason/layers';

/** The limit of a service control policy since May 2026; some pages of AWS still say 5,120. */
const SCP_LIMIT = 10_240;

/** What a reader of a policy should know beside the verdict. */
export function notesOf({ name, version, statements }: Policy, scp?: { readonly fullAwsAccess: boolean }): string[] {
  const converse = statements.filter(({ document }) => [document.Action ?? document.NotAction].flat().some((action) => /^bedrock:Converse/i.test(String(action))));
  const size = JSON.stringify({ Version: version, Statement: statements.map(({ document }) => document) }).length;
  return [
    ...converse.map(({ index }) => `${name}, statement ${index}: there is no IAM action bedrock:Converse*; Converse is authorized as bedrock:InvokeModel, ConverseStream as bedrock:InvokeModelWithResponseStream`),
    ...scp?.fullAwsAccess && allowsAnything({ name, statements })
      ? [`${name}: what it allows adds nothing beside FullAWSAccess; where it stands in its place, say --no-full-aws-access`] : [],
    ...scp && size > SCP_LIMIT ? [`${name}: has ${size.toLocaleString('en-US')} characters minified; AWS Organizations takes at most 10,240`] : [],
  ];
}
