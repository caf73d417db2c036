/** Texts that people give instead of JSON, and what to do with each. The first match is reported. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(?:!doctype|html|head|body)\b/i, 'is a web page: copy the policy out of it into a file of its own'],
  [/^\s*<(?:\?xml|\w+)\b[^<>]*>/, 'is XML: give the policy as JSON'],
  [/is not authorized to perform|An error occurred \(\w+\)|^[ \t]*\w*(?:Error|Exception): /m,
    'is the text of an error, not a policy: explain --error TEXT reads it, or --error - from standard input'],
  [/^ {0,3}(?:```|~~~)/m, 'is Markdown: copy the text between the fences into a file of its own'],
  [/^[ \t]*(?:(?:resource|data)\s+"\w+"\s+"|(?:variable|provider|module|output)\s+"|(?:locals|terraform)\s*\{)/m,
    'is Terraform code: give what "terraform show -json" prints of its plan or state, or the policy as JSON'],
  [/^(?:import\s.*\bfrom\s|import\s+[\w.]+\s*;?$|from\s+[\w.]+\s+import\s|(?:export\s+)?(?:const|let|class|function)\s+\w|package\s+\w)/m,
    'is the code of a program: give the policy as JSON, or the template in cdk.out for a CDK app'],
  [/^\s*[A-Z]{4,60}(?:\t|\r?\n[ \t]*\{)/, 'is what AWS prints with --output text: ask again with --output json'],
  [/^[-+|][-+| ]{10,200}\r?$/m, 'is a table: run the command with --output json'],
  [/^\s*(?:aws|curl|terraform|cdk|npx)\s+[\w-]+/, 'is a command, not its output: run it, and give its output'],
  [/^\s*[A-Za-z0-9+/\r\n]{48,}={0,2}\s*$/, 'looks like base64: decode it first, with base64 --decode'],
];

/** Says what a text is that is neither JSON nor YAML; undefined if it is not recognized. It reads only the beginning. */
export function recognizeText(text: string): string | undefined {
  const beginning = text.slice(0, 20_000);
  return TEXTS.find(([form]) => form.test(beginning))?.[1];
}

/** Whether a text begins like YAML with a policy or a template. */
export function looksLikeYaml(text: string): boolean {
  return /^(?:---|%YAML|- |["']?[A-Za-z][\w:.-]*["']?[ \t]*:(?:[ \t]|$))/m.test(text.slice(0, 20_000));
}

/** Whether a text begins like JSON, after comments. */
export function beginsAsJson(text: string): boolean {
  for (let rest = text.slice(0, 20_000).trimStart(); ; rest = rest.trimStart()) {
    const end = /^(?:\/\/|#)/.test(rest) ? rest.indexOf('\n') : rest.startsWith('/*') ? rest.indexOf('*/') + 1 : 0;
    if (end <= 0) {
      return /^["[{]/.test(rest);
    }
    rest = rest.slice(end + 1);
  }
}
