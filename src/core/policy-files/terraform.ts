import { encodeJson, escapeTemplate, HclBody, HclExpression, HclValue, writeBlock } from './hcl';
import { fillAccount, isOfOrganization, nameDocuments, lacksAccount, PolicyFile, PrintedPolicy, writeSlug } from './printed-policy';

/** A resource, variable or data source. */
interface Block {
  readonly words: readonly string[];
  readonly body: HclBody;
}

/** The blocks of a policy, and its documents separately, for JSON, which has no functions. */
interface Blocks {
  readonly blocks: readonly Block[];
  readonly documents: Readonly<Record<string, HclValue>>;
}

/** Writes one file in Terraform's language. It names no provider and no version, because the module that uses it does. */
export function writeTerraform(policy: PrintedPolicy): PolicyFile[] {
  const { blocks } = listBlocks(policy, (_, document) => encodeJson(document));
  return [{ path: `${writeSlug(policy)}.tf`, text: blocks.map(({ words, body }) => writeBlock(words, body)).join('\n') }];
}

/** Writes the same as JSON, in which texts are templates too. The documents are local values. */
export function writeTerraformJson(policy: PrintedPolicy): PolicyFile[] {
  const { blocks, documents } = listBlocks(policy, (name) => new HclExpression(`jsonencode(local.${name})`));
  const json: Json = { locals: documents };
  for (const { words, body } of blocks) {
    const last = words.length - 1;
    words.reduce((object, word, index) => object[word] = (object[word] ?? (index === last ? writeBody(body) : {})) as Json, json);
  }
  return [{ path: `${writeSlug(policy)}.tf.json`, text: `${JSON.stringify(json, undefined, 2)}\n` }];
}

interface Json { [name: string]: unknown }

function writeBody(body: HclBody): Json {
  return Object.fromEntries(body.flat().map(([name, value]) => [name, value instanceof HclExpression
    // The type of a variable is not a template.
    ? name === 'type' ? value.text : `\${${value.text}}` : value]));
}

/** Lists the blocks of a policy. They are named after it, so that several policies fit into one module. */
function listBlocks(policy: PrintedPolicy, refer: (name: string, document: HclValue) => HclExpression): Blocks {
  const slug = writeSlug(policy, '_');
  const labels = nameDocuments(slug, policy).map((label) => label.replaceAll('-', '_'));
  const account = policy.account ?? `\${data.aws_caller_identity.${slug}.account_id}`;
  const documents = Object.fromEntries(policy.documents.map((document, index) => [labels[index], writeValue(document, account)]));
  const asks = policy.account === undefined && lacksAccount(JSON.stringify(policy.documents));
  const names = nameDocuments(policy.name, policy);
  const common = (index: number) => [
    ['name', escapeTemplate(names[index])] as const, ['description', escapeTemplate(policy.description)] as const,
  ];
  const resources = labels.flatMap((label, index) => {
    const content = refer(label, documents[label]);
    return isOfOrganization(policy) ? writeOrganizationPolicy(label, common(index), content, policy.targets)
      : policy.kind === 'endpoint' ? writeEndpointPolicy(label, content)
        : [{ words: ['resource', 'aws_iam_policy', label], body: [common(index), [['policy', content] as const]] }];
  });
  return { blocks: [...asks ? [{ words: ['data', 'aws_caller_identity', slug], body: [] }] : [], ...resources], documents };
}

function writeOrganizationPolicy(
  label: string, common: readonly (readonly [string, HclValue])[], content: HclExpression, targets: readonly string[],
): Block[] {
  const variable = `${label}_target_ids`;
  return [
    {
      words: ['variable', variable],
      body: [[
        ['description', 'The places to which the policy is attached: IDs of the root, of units or of accounts'],
        ['type', new HclExpression('set(string)')],
        ...targets.length === 0 ? [] : [['default', targets] as const],
      ]],
    },
    {
      words: ['resource', 'aws_organizations_policy', label],
      body: [[...common, ['type', 'SERVICE_CONTROL_POLICY']], [['content', content]]],
    },
    {
      words: ['resource', 'aws_organizations_policy_attachment', label],
      body: [
        [['for_each', new HclExpression(`var.${variable}`)]],
        [['policy_id', new HclExpression(`aws_organizations_policy.${label}.id`)], ['target_id', new HclExpression('each.value')]],
      ],
    },
  ];
}

function writeEndpointPolicy(label: string, content: HclExpression): Block[] {
  const variable = `${label}_vpc_endpoint_id`;
  return [
    {
      words: ['variable', variable],
      body: [[['description', 'The interface endpoint of bedrock-runtime'], ['type', new HclExpression('string')]]],
    },
    {
      words: ['resource', 'aws_vpc_endpoint_policy', label],
      body: [[['vpc_endpoint_id', new HclExpression(`var.${variable}`)]], [['policy', content]]],
    },
  ];
}

/** Writes a document as a value of Terraform's language, whose texts are templates. */
function writeValue(value: unknown, account: string): HclValue {
  if (Array.isArray(value)) {
    return value.map((one) => writeValue(one, account));
  }
  return typeof value === 'string' ? fillAccount(escapeTemplate(value), account)
    : Object.fromEntries(Object.entries(value as object).map(([name, one]) => [escapeTemplate(name), writeValue(one, account)]));
}
