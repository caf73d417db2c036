/**
 * Parses YAML. The package is bundled into a file of its own, which is loaded only when YAML comes, so it imports nothing else.
 */
import {
  CollectionTag, Document, isNode, isScalar, LineCounter, Pair, parseAllDocuments, Scalar, ScalarTag, Tags, visit, YAMLMap,
} from 'yaml';

/** A text that is not YAML, or holds a key twice. */
export interface YamlFault {
  /** Line and column. */
  readonly place: string;
  readonly message: string;
}

/** The short tags of CloudFormation; each stands for a function. */
const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'ForEach', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or',
  'Select', 'Split', 'Sub', 'ToJsonString', 'Transform',
  // in rules of a template
  'Contains', 'EachMemberEquals', 'EachMemberIn', 'Implies', 'RefAll', 'ValueOf', 'ValueOfAll',
];

/** CloudFormation's limit for a template, and far above any policy; YAML needs much time and memory. */
const LONGEST = 1_048_576;

/** Tags whose values stay text. */
const NUMBER = /\btag:yaml\.org,2002:(?:int|float|timestamp)$/;

/** CloudFormation reads YAML 1.1, where these are booleans too. */
const WORDS_OF_YAML_1_1 = /^(?:yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF)$/;
const BOOLEAN: ScalarTag = {
  tag: 'tag:yaml.org,2002:bool',
  default: true,
  test: WORDS_OF_YAML_1_1,
  resolve: (text) => /^(?:yes|on)$/i.test(text),
};

/** Parses a text of one document, or of several as a list. Numbers and dates stay text, because account IDs must. */
export function parseYaml(text: string): { readonly value: unknown } | YamlFault {
  if (text.length > LONGEST) {
    return { place: '1:1', message: `must be YAML of at most ${LONGEST.toLocaleString('en-US')} characters; give JSON instead` };
  }
  const lines = new LineCounter();
  // The parser's own search for repeated keys takes quadratic time.
  const options = { customTags: chooseTags, merge: true, uniqueKeys: false, prettyErrors: false, lineCounter: lines };
  const documents = parseAllDocuments(text, options);
  const all = Array.isArray(documents) ? documents : [];
  const place = (offset: number) => { const { line, col } = lines.linePos(offset); return `${line}:${col}`; };
  const [error] = all.flatMap(({ errors }) => errors);
  if (error) {
    return { place: place(error.pos[0]), message: `must be YAML: ${describe(error.message)}` };
  }
  // The parser drops an unknown tag and only warns.
  const unknown = all.flatMap(({ warnings }) => warnings).find(({ code, message }) =>
    code === 'TAG_RESOLVE_FAILED' && !NUMBER.test(message));
  if (unknown) {
    const [from, to] = unknown.pos;
    const tag = /^!\S*/.exec(text.slice(from, Math.max(to, from + 100)))?.[0] ?? 'here';
    return { place: place(from), message: `the tag ${tag} is not one of CloudFormation's: give the text that it stands for` };
  }
  for (const document of all) {
    const loop = findLoop(document);
    if (loop) {
      return { place: place(loop.offset), message: `the anchor ${JSON.stringify(loop.name)} holds itself: write out what it stands for` };
    }
    const odd = findOddKey(document);
    if (odd !== undefined) {
      return { place: place(odd), message: 'must have text keys, but one of its keys is a map or a list' };
    }
    const repeated = findRepeatedKey(document);
    if (repeated) {
      return {
        place: place(repeated.second),
        message: `must hold each key once: ${
          JSON.stringify(repeated.key)} is twice in one map, first at ${place(repeated.first)}. Merge both into one`,
      };
    }
  }
  const values = all.map((document) => document.toJS({ maxAliasCount: 1000 }) as unknown).filter((value) => value !== null);
  return { value: values.length === 1 ? values[0] : values };
}

/** Finds an alias inside its own anchor. */
function findLoop(document: Document.Parsed) {
  let loop: { readonly name: string; readonly offset: number } | undefined;
  const anchors = new Map<string, unknown>();
  visit(document, {
    Collection: (_, node) => {
      if (node.anchor !== undefined) {
        anchors.set(node.anchor, node);
      }
    },
    Alias: (_, { source, range }, path) => {
      if (!(path as readonly unknown[]).includes(anchors.get(source))) {
        return undefined;
      }
      loop = { name: source, offset: range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return loop;
}

/** Finds a key that is not text: YAML allows it, and no template has it. */
function findOddKey(document: Document.Parsed): number | undefined {
  let odd: number | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && typeof key.value !== 'object') {
        return undefined;
      }
      odd = isNode(key) ? key.range?.[0] ?? 0 : 0;
      return visit.BREAK;
    },
  });
  return odd;
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
  const isNumber = (tag: Tags[number]) => typeof tag === 'object' && NUMBER.test(tag.tag);
  return [...tags.filter((tag) => !isNumber(tag)), BOOLEAN, ...FUNCTIONS.flatMap((name) => makeTags(`!${name}`, `Fn::${name}`)),
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
