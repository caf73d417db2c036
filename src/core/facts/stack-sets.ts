/**
 * The most bytes of a template that a stack set takes as a text (`TemplateBody`).
 *
 * @source https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html (read 2026-11-29)
 */
export const STACK_SET_BODY_BYTES = 51_200;

/**
 * The most bytes of a template that a stack set takes by its address (`TemplateURL`): "1 MB".
 *
 * @source https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html (read 2026-11-29)
 * @assumed 1,048,576 bytes: the larger of the two possible meanings
 */
export const STACK_SET_FILE_BYTES = 1_048_576;

/**
 * Identities and policies of IAM, with the property that names each. A name exists once in the whole account, in any Region, in upper or
 * lower case. A stack set deploys a named one only with CAPABILITY_NAMED_IAM.
 *
 * @source https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html (read 2026-11-29)
 * @source https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html (read 2026-11-29)
 */
export const IAM_NAMES: Readonly<Record<string, string>> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
};

/**
 * Other resources that a stack set deploys only with CAPABILITY_IAM or CAPABILITY_NAMED_IAM.
 *
 * @source https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html (read 2026-11-29)
 */
export const OTHER_IAM_TYPES: readonly string[] = ['AWS::IAM::AccessKey', 'AWS::IAM::Policy', 'AWS::IAM::UserToGroupAddition'];
