import { isObject, toList } from '../iam/document';

/** Lists who may assume a role, by the names in its trust policy: services, providers, accounts. */
export function findTrust(document: unknown): string[] {
  const statements = isObject(document) ? toList(document.Statement ?? []) : [];
  const principals = statements.flatMap((statement) => isObject(statement) && statement.Effect === 'Allow' ? [statement.Principal] : []);
  const names = principals.flatMap((principal) => isObject(principal) ? Object.values(principal).flatMap(toList) : [principal]);
  return [...new Set(names.filter((name) => name !== undefined).map(writePrincipalName))];
}

/** Writes a principal or another name. For a CloudFormation function, it writes the text in it. */
export function writePrincipalName(name: unknown): string {
  if (!isObject(name)) {
    return String(name);
  }
  const { 'Ref': reference, 'Fn::Join': join, 'Fn::GetAtt': attribute, 'Fn::Sub': text } = name;
  if (Array.isArray(join) && Array.isArray(join[1])) {
    return join[1].map(writePrincipalName).join(String(join[0]));
  }
  const shown = attribute === undefined ? String(text ?? '?') : `<${toList(attribute).join('.')}>`;
  return typeof reference === 'string' ? `<${reference}>` : shown;
}
