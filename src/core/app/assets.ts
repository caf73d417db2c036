import { StackAt } from './stack-at';
import { isObject, Json } from '../iam/document';
import { parseJson } from '../iam/json-text';

/** Lists the asset files of a manifest by the key in their addresses: a hash, or the name of a parameter. */
export function listAssetFiles(artifacts: Json, read: (file: string) => unknown): Map<string, string> {
  const files = new Map<string, string>();
  for (const artifact of Object.values(artifacts)) {
    const { type, properties, metadata } = isObject(artifact) ? artifact : {} as Json;
    const { file } = isObject(properties) ? properties : {} as Json;
    if (type === 'cdk:asset-manifest' && typeof file === 'string') {
      const manifest = read(file);
      const { files: listed } = isObject(manifest) ? manifest : {} as Json;
      for (const [hash, asset] of Object.entries(isObject(listed) ? listed : {})) {
        const { source } = isObject(asset) ? asset : {} as Json;
        if (isObject(source) && typeof source.path === 'string') {
          files.set(hash, source.path);
        }
      }
    }
    readOldAssets(metadata, files);
  }
  return files;
}

/** Older stacks take the addresses of assets as parameters. */
function readOldAssets(metadata: unknown, files: Map<string, string>): void {
  const entries = isObject(metadata) ? Object.values(metadata).flat() : [];
  for (const entry of entries) {
    const { type, data } = isObject(entry) ? entry : {} as Json;
    if (type === 'aws:cdk:asset' && isObject(data) && typeof data.path === 'string') {
      [data.s3KeyParameter, data.sourceHash].filter((key): key is string => typeof key === 'string' && key !== '')
        .forEach((key) => files.set(key, data.path as string));
    }
  }
}

/** The file of a nested template, or why it is unknown. */
interface NestedTemplate {
  readonly file?: string;
  readonly body?: StackAt['template'];
  readonly why?: string;
}

/** Finds the template that a resource deploys. */
export function findNestedTemplate(
  { Metadata: metadata }: Json, { url, body }: { readonly url?: unknown; readonly body?: unknown }, assets: ReadonlyMap<string, string>,
): NestedTemplate {
  if (body !== undefined) {
    return readBody(body);
  }
  const address = JSON.stringify(url ?? null);
  const hash = [...assets.keys()].find((key) => address.includes(key));
  const file = hash === undefined ? readAssetPath(metadata) : assets.get(hash);
  if (file === undefined) {
    return { why: `its template is not in the assembly: ${address}` };
  }
  return /\.ya?ml$/i.test(file) ? { why: `its template is YAML, which is not read: ${file}` } : { file };
}

function readAssetPath(metadata: unknown): string | undefined {
  const { 'aws:asset:path': path } = isObject(metadata) ? metadata : {} as Json;
  return typeof path === 'string' && !path.startsWith('/') ? path : undefined;
}

function readBody(body: unknown): NestedTemplate {
  try {
    const template: unknown = typeof body === 'string' ? parseJson(body) : body;
    const sound = keepResources(template);
    if (sound !== undefined) {
      return { body: sound };
    }
  } catch {
    // It is YAML, or not a template.
  }
  return { why: 'the text of its template is not JSON, and is not read' };
}

/** Drops entries that are not resources. Returns `undefined` for what is not a template. */
export function keepResources(template: unknown): StackAt['template'] | undefined {
  const { Resources: resources = {} } = isObject(template) ? template : {} as Json;
  if (!isObject(template) || !isObject(resources)) {
    return undefined;
  }
  const sound = Object.fromEntries(Object.entries(resources).filter(([, one]) => isObject(one)));
  const macro = Object.keys(resources).find((key) => key.startsWith('Fn::'));
  return { ...template, ...macro !== undefined && { Transform: template.Transform ?? macro }, Resources: sound } as StackAt['template'];
}
