/**
 * Parses YAML. The package is bundled into a file of its own, which is loaded where somebody gives YAML, so it imports nothing else.
 */
import { CollectionTag, Document, isScalar, LineCounter, Pair, parseAllDocuments, Scalar, ScalarTag, Tags, visit, YAMLMap } from 'yaml';

/** A text that is no YAML, or holds a key twice. */
export interface YamlFault {
  /** Line and column. */
  readonly place: string;
  readonly message: string;
}

/** The short tags of CloudFormation; each stands for a function. */
const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'ForEach', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or',
  'Select', 'Split', 'Sub', 'ToJsonString', 'Transform',
];

/** Far above any template that CloudFormation takes; YAML needs much memory. */
const LONGEST = 10_000_000;

/** Parses a text of one document or, as a list, of several. Texts that look like numbers or dates stay texts, as account IDs must. */
export function parseYaml(text: string): { readonly value: unknown } | YamlFault {
  if (text.length > LONGEST) {
    return { place: '1:1', message: `must be YAML of at most ${LONGEST.toLocaleString('en-US')} characters; give JSON instead` };
  }
  const lines = new LineCounter();
  // Its own search for keys that stand twice takes the square of their number.
  const options = { customTags: chooseTags, merge: true, uniqueKeys: false, prettyErrors: false, lineCounter: lines };
  const documents = parseAllDocuments(text, options);
  const all = Array.isArray(documents) ? documents : [];
  const place = (offset: number) => { const { line, col } = lines.linePos(offset); return `${line}:${col}`; };
  const [error] = all.flatMap(({ errors }) => errors);
  if (error) {
    return { place: place(error.pos[0]), message: `must be YAML: ${describe(error.message)}` };
  }
  for (const document of all) {
    const repeated = findRepeatedKey(document);
    if (repeated) {
      return {
        place: place(repeated.second),
        message: `must hold each key once: IAM refuses a document in which ${
          JSON.stringify(repeated.key)} stands twice in one map, first at ${place(repeated.first)}. Merge both into one`,
      };
    }
  }
  const values = all.map((document) => document.toJS({ maxAliasCount: 1000 }) as unknown).filter((value) => value !== null);
  return { value: values.length === 1 ? values[0] : values };
}

function findRepeatedKey(document: Document.Parsed) {
  let repeated: { readonly key: string; readonly first: number; readonly second: number } | undefined;
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Map<string, number>();
      for (const { key } of items) {
        if (isScalar(key) && key.value !== '<<') {
          const [name, offset] = [String(key.value), key.range?.[0] ?? 0];
          const first = seen.get(name);
          if (first !== undefined) {
            repeated = { key: name, first, second: offset };
            return visit.BREAK;
          }
          seen.set(name, offset);
        }
      }
      return undefined;
    },
  });
  return repeated;
}

function describe(message: string): string {
  return message.includes('call stack')
    ? 'it is nested too deeply'
    : message.split('\n')[0].replace(/ at line \d+, column \d+:?$/, '');
}

function chooseTags(tags: Tags): Tags {
  const isNumber = (tag: Tags[number]) => typeof tag === 'object' && /:(int|float|timestamp)$/.test(tag.tag);
  return [...tags.filter((tag) => !isNumber(tag)), ...FUNCTIONS.flatMap((name) => makeTags(`!${name}`, `Fn::${name}`)),
    ...makeTags('!Ref', 'Ref'), ...makeTags('!Condition', 'Condition')];
}

/** A tag on a text, on a list and on a map. */
function makeTags(tag: string, name: string): (ScalarTag | CollectionTag)[] {
  const wrap: CollectionTag['resolve'] = (node) => {
    const map = new YAMLMap();
    map.items.push(new Pair(new Scalar(name), node));
    return map;
  };
  const collections = (['seq', 'map'] as const).map((collection): CollectionTag => ({ tag, collection, resolve: wrap }));
  return [{ tag, resolve: (text) => ({ [name]: name === 'Fn::GetAtt' ? splitAttribute(text) : text }) }, ...collections];
}

function splitAttribute(text: string): string[] {
  const [, id, attribute] = /^([^.]*)\.(.*)$/s.exec(text) ?? ['', text, ''];
  return [id, attribute];
}
