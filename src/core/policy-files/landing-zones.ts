import { writeTemplate } from './cloudformation';
import { isOfOrganization, PolicyFile, PrintedPolicy, writeSlug } from './printed-policy';
import { PlainText, writeYaml, YamlValue } from './yaml';
import { CFCT_MANIFEST_VERSION } from '../facts/landing-zones';
import { writeDocumentJson } from '../statements/document-json';

/** Writes the files of Customizations for AWS Control Tower: a policy or a template, and a manifest that names it. */
export function writeCfct(policy: PrintedPolicy): PolicyFile[] {
  const slug = writeSlug(policy);
  const isControl = isOfOrganization(policy);
  const file = isControl ? writeControlPolicy(`policies/${slug}.json`, policy)
    : { path: `templates/${slug}.json`, text: writeTemplate(policy) };
  const manifest = {
    region: new PlainText(policy.homeRegion!),
    version: new PlainText(CFCT_MANIFEST_VERSION),
    resources: [{
      // Its check reads lines, not YAML: the name must come first, and the line of the file must have no dash and no quotes.
      name: isControl ? policy.name : slug,
      resource_file: new PlainText(file.path),
      deploy_method: new PlainText(isControl ? 'scp' : 'stack_set'),
      ...isControl ? { description: policy.description } : { regions: [new PlainText(policy.region!)] },
      deployment_targets: { organizational_units: policy.units },
    }],
  };
  const head = `# Add the resource to your manifest.yaml, or use this file as your manifest.yaml. ${writePlace(file)}\n`;
  return [file, { path: `manifest.${slug}.yaml`, text: head + writeYaml(manifest) }];
}

/** Writes the files of Landing Zone Accelerator: a policy or a template, and the part of its configuration that names it. */
export function writeLza(policy: PrintedPolicy): PolicyFile[] {
  const slug = writeSlug(policy);
  const { name, description, units } = policy;
  const deploymentTargets = { organizationalUnits: units };
  if (isOfOrganization(policy)) {
    const file = writeControlPolicy(`service-control-policies/${slug}.json`, policy);
    const entry = { name, description, policy: file.path, type: new PlainText('customerManaged'), deploymentTargets };
    return [file, writePart('organization-config', slug, file, { serviceControlPolicies: [entry] })];
  }
  const file = { path: `cloudformation/${slug}.json`, text: writeTemplate(policy) };
  const entry = {
    name: slug,
    description,
    template: file.path,
    capabilities: [new PlainText(policy.isNamed ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM')],
    regions: [new PlainText(policy.region!)],
    deploymentTargets,
  };
  return [file, writePart('customizations-config', slug, file, { customizations: { cloudFormationStackSets: [entry] } })];
}

function writePart(config: string, slug: string, file: PolicyFile, part: { readonly [name: string]: YamlValue }): PolicyFile {
  return { path: `${config}.${slug}.yaml`, text: `# Add the entry to your ${config}.yaml. ${writePlace(file)}\n${writeYaml(part)}` };
}

function writePlace({ path }: PolicyFile): string {
  return `Put ${path} next to it.`;
}

/** Writes one line: Customizations for AWS Control Tower sends line ends as two characters, and removes double spaces. */
function writeControlPolicy(path: string, { documents: [document] }: PrintedPolicy): PolicyFile {
  return { path, text: writeDocumentJson(document) };
}
