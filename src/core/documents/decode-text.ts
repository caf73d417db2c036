import { NoPolicy } from './no-policy';

/** The first bytes of files that hold no text. */
const SIGNATURES: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 3, 4], 'is a zip archive: unpack it, and name the files in it'],
  [[0x1f, 0x8b], 'is compressed by gzip: unpack it with gunzip'],
  [[0x25, 0x50, 0x44, 0x46], 'is a PDF: copy the policy out of it into a text file'],
  [[0x89, 0x50, 0x4e, 0x47], 'is a picture: type the policy into a text file, or export it from AWS'],
  [[0xff, 0xd8, 0xff], 'is a picture: type the policy into a text file, or export it from AWS'],
];
const BINARY = 'is binary data, not text: give the policy as JSON';

/**
 * Reads bytes as UTF-8, or as UTF-16, which PowerShell writes; each with or without a byte order mark. Throws NoPolicy if it is not text.
 */
export function decodeText(bytes: Uint8Array): string {
  const signature = SIGNATURES.find(([beginning]) => beginning.every((byte, index) => bytes[index] === byte));
  if (signature) {
    throw new NoPolicy(signature[1]);
  }
  const encoding = findEncoding(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (!text.includes('\0')) {
      return text;
    }
  } catch {
    if (encoding === 'utf-8') {
      throw new NoPolicy('is neither UTF-8 nor UTF-16: save it as UTF-8');
    }
  }
  throw new NoPolicy(BINARY);
}

/** A policy's text begins with ASCII, and UTF-16 has a zero byte next to each ASCII character. */
function findEncoding([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe || first > 0 && second === 0) {
    return 'utf-16le';
  }
  return first === 0xfe && second === 0xff || first === 0 && second > 0 ? 'utf-16be' : 'utf-8';
}
