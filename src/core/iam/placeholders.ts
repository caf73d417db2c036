/** Texts in a document that a person or a tool must still fill in. */
const FORMS = [
  String.raw`\$\{[^{}"]*\}`, // CloudFormation, Terraform, shells
  String.raw`\{\{\{?[^{}"]*\}\}\}?`, // Jinja, Handlebars
  String.raw`<[A-Za-z][^<>"\\]{0,60}>`,
  String.raw`(?<!\{)\{[a-z]+(?:-[a-z0-9]+)+\}(?!\})`, // samples of AWS
  String.raw`(?:^|(?<=/))\[[A-Z_]{4,60}\]$`,
  String.raw`@@\w+@@`,
  String.raw`%\(\w+\)s|%[A-Z_]{2,}%|%[sd](?!\w)`,
  String.raw`__[A-Z]\w*?__`,
  String.raw`\$(?!LATEST\b)[A-Z_]{2,}(?!\w)`, // a function of Lambda has a version $LATEST
  String.raw`\b(?:REPLACE|CHANGE|INSERT|ENTER|FILL)[_-]?(?:ME|THIS|IN|YOUR)\b[A-Z0-9_-]*`,
  String.raw`\bYOUR[_-][A-Z][A-Z0-9_-]*`,
  String.raw`(?<![\w-])(?:(?:AWS|MY|TARGET|SOURCE|HOME)[_-])?(?:ACCOUNT|REGION)(?:[_-]?(?:ID|NUMBER|NAME))?(?![\w-])`,
  String.raw`(?<!\w)your-(?:aws-)?(?:account|region)[a-z-]*`,
  String.raw`(?<!\w)[xX]{12}(?!\w)`,
];
const PLACEHOLDER = new RegExp(FORMS.join('|'), 'g');
/** The placeholders outside quotes. There, a word in capital letters is one too. */
const BARE = new RegExp([...FORMS, String.raw`__\w+?__`, '[A-Z][A-Z0-9_]{2,}'].join('|'), 'y');

/** `${aws:PrincipalTag/team}`, and `${*}`, `${?}`, `${$}` for the characters themselves. Some prefixes belong to tools. */
const POLICY_VARIABLE = /^\$\{\s*(?:[*?$]|(?!(?:env|self|opt|param|sls|cf|file|git|var|local):|ssm:\/)[\w.-]+:(?!:)[^}]+)\s*\}$/;
/** A reference that CloudFormation resolves at deployment. */
const DYNAMIC_REFERENCE = /^\{\{\s*resolve:/;

/** A quick test: a text without any of these has no placeholder. Most texts of a policy pass it. */
const SUSPICIOUS = /[<{$%[]|__|@@|ME|THIS|YOUR|ACCOUNT|REGION|your-|x{12}|X{12}/;

/** Cuts a text into literal texts, at even places, and placeholders, at odd ones. What CloudFormation fills in counts as a placeholder. */
export function cutPlaceholders(text: string): string[] {
  if (!SUSPICIOUS.test(text)) {
    return [text];
  }
  const pieces: string[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(PLACEHOLDER)) {
    if (!POLICY_VARIABLE.test(found)) {
      pieces.push(text.slice(from, index), found);
      from = index + found.length;
    }
  }
  return [...pieces, text.slice(from)];
}

/** Whether a whole text is a placeholder. */
export function isPlaceholder(text: string): boolean {
  const [before, found, after] = cutPlaceholders(text);
  return found !== undefined && before === '' && after === '' && !DYNAMIC_REFERENCE.test(found);
}

/** Lists the placeholders in a document, each once. A Sid is not searched. */
export function findPlaceholders(document: unknown): string[] {
  if (typeof document === 'string') {
    return [...new Set(cutPlaceholders(document).filter((piece, index) => index % 2 === 1 && !DYNAMIC_REFERENCE.test(piece)))];
  }
  if (typeof document !== 'object' || document === null) {
    return [];
  }
  // CloudFormation fills in the text of Fn::Sub.
  const inner = Object.entries(document).flatMap(([name, value]) => [
    ...Array.isArray(document) ? [] : findPlaceholders(name),
    ...name === 'Fn::Sub' || name === 'Sid' ? [] : findPlaceholders(value),
  ]);
  return [...new Set(inner)];
}

/** Reads the placeholder that begins at an index outside quotes. */
export function readPlaceholderAt(text: string, index: number): string | undefined {
  BARE.lastIndex = index;
  return BARE.exec(text)?.[0];
}
