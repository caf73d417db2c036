import { ProfileStore, StoredProfile } from './profile-store';
import type { Operation } from './service-model';

/** A request to Amazon Bedrock about inference profiles. */
interface ProfileCall {
  readonly operation: Operation;
  readonly body: Record<string, any>;
}

type ProfileReply = { readonly status: number; readonly body: object } | { readonly error: string };

const NOT_FOUND = { error: 'ResourceNotFoundException' };
const POSTS: Record<string, Operation> = {
  '/inference-profiles': 'CreateInferenceProfile',
  '/tagResource': 'TagResource',
  '/untagResource': 'UntagResource',
  '/listTagsForResource': 'ListTagsForResource',
};

/** Reads the operation and its input as botocore's model has them: members in the path and in the query belong to the input. */
export function findProfileCall(method: string, url: string, sent: string): ProfileCall | undefined {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  if (method === 'POST' && pathname in POSTS) {
    return { operation: POSTS[pathname], body: JSON.parse(sent) };
  }
  if (method === 'GET' && pathname === '/inference-profiles') {
    const { type, maxResults, ...rest } = Object.fromEntries(searchParams);
    return { operation: 'ListInferenceProfiles', body: { ...rest, typeEquals: type, maxResults: Number(maxResults) } };
  }
  const [, id] = /^\/inference-profiles\/([^/]+)$/.exec(pathname) ?? [];
  const operation = ({ GET: 'GetInferenceProfile', DELETE: 'DeleteInferenceProfile' } as const)[method];
  return id && operation ? { operation, body: { inferenceProfileIdentifier: decodeURIComponent(id) } } : undefined;
}

/** Answers as Amazon Bedrock does; undefined for other operations. */
export function answerProfileCall(store: ProfileStore, region: string, { operation, body }: ProfileCall): ProfileReply | undefined {
  const arn = (body.inferenceProfileIdentifier ?? body.resourceARN) as string | undefined;
  if (arn && arn.split(':')[3] !== region) {
    return { error: 'ValidationException' }; // asked in another Region than its own
  }
  switch (operation) {
    case 'CreateInferenceProfile': {
      const { inferenceProfileName: name, description, modelSource, tags, clientRequestToken } = body;
      const made = store.create({ region, name, description, copyFrom: modelSource.copyFrom, tags: readTags(tags) }, clientRequestToken);
      return typeof made === 'string' ? { error: made } : fine({ inferenceProfileArn: made.arn, status: 'ACTIVE' }, 201);
    }
    case 'ListInferenceProfiles': {
      const [all, start] = [store.list(region), Number(body.nextToken ?? 0)];
      const nextToken = start + store.page < all.length ? `${start + store.page}` : undefined;
      return fine({ inferenceProfileSummaries: all.slice(start, start + store.page).map(summarize), nextToken });
    }
    case 'GetInferenceProfile': {
      const found = store.find(arn!);
      return found ? fine(summarize(found)) : NOT_FOUND;
    }
    case 'DeleteInferenceProfile': return store.delete(arn!) ? fine({}) : NOT_FOUND;
    case 'ListTagsForResource': {
      const tags = store.readTags(arn!);
      return tags ? fine({ tags: Object.entries(tags).map(([key, value]) => ({ key, value })) }) : NOT_FOUND;
    }
    case 'TagResource': {
      const done = store.tag(arn!, readTags(body.tags));
      return done === 'fine' ? fine({}) : { error: done };
    }
    case 'UntagResource': return store.untag(arn!, body.tagKeys) ? fine({}) : NOT_FOUND;
    default: return undefined;
  }
}

function fine(body: object, status = 200): ProfileReply {
  return { status, body };
}

function readTags(tags: { key: string; value: string }[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

/** Neither the source nor the tags are told. */
function summarize({ arn, name, description, region, copyFrom }: StoredProfile): object {
  const model = copyFrom.split('/global.')[1];
  return {
    inferenceProfileArn: arn,
    inferenceProfileName: name,
    description,
    inferenceProfileId: arn.split('/')[1],
    models: [region, ''].map((one) => ({ modelArn: `arn:aws:bedrock:${one}::foundation-model/${model}` })),
    status: 'ACTIVE',
    type: 'APPLICATION',
  };
}
