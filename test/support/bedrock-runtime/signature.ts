import { createHash, createHmac } from 'node:crypto';

/** A request as it arrived; names of headers in lower case. */
export interface SignedRequest {
  readonly method: string;
  /** As it is on the wire, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const AUTHORIZATION = new RegExp('^AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, '
  + 'SignedHeaders=([^,]+), Signature=(\\w{64})$');
const FIVE_MINUTES = 300_000;

/**
 * What Signature Version 4 has against a request; computed here, by neither of the SDKs that sign.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function judgeSignature(request: SignedRequest, { accessKeyId, secretAccessKey }: Credentials, region: string): string[] {
  const { headers } = request;
  const [, key, day, signedRegion, service, signedHeaders, signature] = AUTHORIZATION.exec(headers.authorization ?? '') ?? [];
  if (signature === undefined) {
    return [`not signed by Signature Version 4, got: ${headers.authorization}`];
  }
  const names = signedHeaders.split(';');
  const date = headers['x-amz-date'] ?? '';
  const scope = `${day}/${signedRegion}/${service}/aws4_request`;
  const canonical = [
    request.method,
    // Each segment is encoded once more, so that %2F of an ARN becomes %252F: other services than Amazon S3 have it so.
    request.path.split('/').map(encode).join('/'),
    '', // no query
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders,
    sha256(request.body),
  ].join('\n');
  const signingKey = [day, signedRegion, service, 'aws4_request'].reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`);
  const expected = hmac(signingKey, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex');
  return [
    ...service === 'bedrock' ? [] : [`signed for the service ${service}, not for bedrock`],
    ...signedRegion === region ? [] : [`signed for the Region ${signedRegion}, not for ${region}`],
    ...key === accessKeyId ? [] : [`signed with the access key ${key}`],
    ...names.includes('x-amz-date') ? [] : ['x-amz-date is not signed'],
    ...names.includes('host') || names.includes(':authority') ? [] : ['the host is not signed'], // HTTP/2 has it in :authority
    ...date.startsWith(day) && Math.abs(parseDate(date) - Date.now()) < FIVE_MINUTES ? [] : [`the date of the signature is ${date}`],
    ...signature === expected ? [] : ['the signature is another than the one of the request'],
  ];
}

function encode(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function parseDate(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
