/** A field of a record of transfers of personal information out of South Africa. */
export interface TransferField {
  readonly id: string;
  readonly label: string;
  /** The section of POPIA that asks for it. */
  readonly section: string;
  /** `software` fills in what templates say; people fill in the rest. */
  readonly by: 'software' | 'person';
  readonly choices?: readonly string[];
}

/**
 * The grounds on which personal information may be transferred out of South Africa.
 *
 * @source https://ictpolicyafrica.org/en/document/0jlewanhffsm?page=40 (read 2026-11-29): the end of (a), and (b) to (e)
 * @source https://www.michalsons.com/focus-areas/privacy-and-data-protection/transfers-of-personal-information-outside-south-africa
 * (read 2026-11-29): (a) to (c)
 * @source https://www.seesa.co.za/?p=20733 (read 2026-11-29): (a) to (e)
 * @assumed words that are shorter than the Act's, written for this library
 */
export const TRANSFER_GROUNDS: readonly string[] = [
  '72(1)(a): the recipient is bound by law, binding corporate rules or a binding agreement that protect adequately',
  '72(1)(b): the data subject consents',
  '72(1)(c): needed for a contract with the data subject, or for steps that they requested before it',
  '72(1)(d): needed for a contract with a third party in the data subject\'s interest',
  '72(1)(e): for the data subject\'s benefit, if consent is not practicable and would likely be given',
];

/**
 * The fields of a record of such transfers. Lawyers must say whether a call that AWS processes abroad is a transfer to a third party.
 *
 * @source https://ictpolicyafrica.org/en/document/0jlewanhffsm?page=40 (read 2026-11-29): section 72
 * @source https://popia.co.za/section-57-processing-subject-to-prior-authorisation/ (read 2026-11-29): section 57(1)(d)
 * @source https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html (read 2026-11-30): that some models require
 * data to be kept
 * @assumed that the Act prescribes no form: the fields are what its sections ask about, and what an app can show for them
 */
export const TRANSFER_FIELDS: readonly TransferField[] = [
  { id: 'responsible-party', label: 'Responsible party', section: '72(1)', by: 'person' },
  { id: 'purpose', label: 'Purpose of the processing', section: '72(1)', by: 'person' },
  { id: 'personal-information', label: 'Personal information and data subjects', section: '72(1)', by: 'person' },
  { id: 'special', label: 'Special personal information, or that of children', section: '57(1)(d)', by: 'person', choices: ['yes', 'no'] },
  { id: 'prior-authorisation', label: 'Prior authorisation by the Information Regulator', section: '57(1)(d)', by: 'person' },
  { id: 'accounts', label: 'Accounts that may send prompts', section: '72(1)', by: 'software' },
  { id: 'source-regions', label: 'Regions that prompts are sent from', section: '72(1)', by: 'software' },
  { id: 'models', label: 'Models that are called', section: '72(1)', by: 'software' },
  { id: 'destinations', label: 'Where prompts may be processed', section: '72(1)', by: 'software' },
  { id: 'observed', label: 'Destination Regions of calls, with dates, from the records', section: '72(1)', by: 'person' },
  { id: 'recipient', label: 'Recipient, and the agreement with it', section: '72(1)(a)', by: 'person' },
  { id: 'safeguards', label: 'The recipient\'s safeguards', section: '72(1)(a)(i)', by: 'person' },
  { id: 'onward', label: 'Further transfer by the recipient', section: '72(1)(a)(ii)', by: 'person' },
  { id: 'provider-retention', label: 'Data that the provider keeps (Claude Fable models)', section: '72(1)(a)', by: 'software' },
  { id: 'ground', label: 'Ground', section: '72(1)(a)-(e)', by: 'person', choices: TRANSFER_GROUNDS },
  { id: 'recording', label: 'What is recorded, and for how long', section: '72(1)', by: 'software' },
  { id: 'denies', label: 'Policies that deny calls', section: '72(1)', by: 'software' },
  { id: 'approver', label: 'Approved by', section: '72(1)', by: 'person' },
  { id: 'approved', label: 'Approved on', section: '72(1)', by: 'person' },
];
