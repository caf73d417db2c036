import { explainAwsOutput, isAccount } from './aws-lists';
import { NoPolicy } from './no-policy';
import { parseText, YamlParser } from './parse-text';
import { isObject, Json } from '../iam/document';

/** A source from which an identity is chosen. */
type IdentitySource =
  | { readonly kind: 'template'; readonly template: Json }
  | { readonly kind: 'account'; readonly account: Json };

/**
 * Reads a template, as a file or as `cloudformation get-template` prints it, or what `iam get-account-authorization-details` prints.
 * Throws NoPolicy for anything else, with what it is and what to do.
 */
export function readIdentitySource(name: string, text: string, parseYaml: YamlParser): IdentitySource {
  const value = parseText(name, text, parseYaml);
  const { TemplateBody: body } = isObject(value) ? value : {};
  const source = typeof body === 'string' ? parseText(`${name} (TemplateBody)`, body, parseYaml) : body ?? value;
  if (isObject(source) && isAccount(source)) {
    return { kind: 'account', account: source };
  }
  if (isObject(source) && typeof source.Resources === 'object' && source.Resources !== null) {
    return { kind: 'template', template: source };
  }
  const known = isObject(source) ? explainAwsOutput(source) : undefined;
  const isPolicy = isObject(source) && ('Statement' in source || 'PolicyDocument' in source || 'PolicyVersion' in source);
  const remedy = isPolicy ? '. Give a policy of an identity with --identity' : known === undefined ? '' : `; it ${known}`;
  throw new NoPolicy('must be a CloudFormation template with \'Resources\', or what "aws iam get-account-authorization-details" prints' +
    remedy);
}
