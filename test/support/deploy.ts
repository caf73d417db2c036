/** Where a template is deployed, and what the references to its resources become. */
export interface Deployment {
  readonly account: string;
  readonly region: string;
  readonly refs?: Readonly<Record<string, string>>;
}

/** Fills in what only the deployment knows: pseudo parameters, references, and the texts that are joined of them. */
export function deploy<T>(part: T, { account, region, refs = {} }: Deployment): T {
  const known: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/Own/0b1c2d3e`,
    ...refs,
  };
  return JSON.parse(JSON.stringify(part), (_, value) => {
    const [delimiter, parts] = value?.['Fn::Join'] ?? [];
    const [attributeOf] = value?.['Fn::GetAtt'] ?? [];
    const attribute = attributeOf && `arn:aws:made:${region}:${account}:${attributeOf}`;
    return parts?.join(delimiter) ?? known[value?.Ref] ?? attribute ?? value;
  });
}
