import { distance } from 'fastest-levenshtein';
import type { ControlsFile } from '../schema/scorecards/controls.ts';

/** A catalogue of controls that Almanac knows by the form of its identifiers. Their texts are not here: many are licensed. */
export interface ControlScheme {
  readonly id: string;
  readonly title: string;
  readonly url: string;
  /** What identifiers look like, as a whole. Every repetition is bounded, so that matching takes linear time. */
  readonly form: RegExp;
  /** An identifier of it, to show the form. */
  readonly example: string;
}

const article = String.raw`\d{1,3}(\.\d{1,2})?(\([a-z0-9]{1,4}\)){0,4}`;
const nistFamily = '(AC|AT|AU|CA|CM|CP|IA|IR|MA|MP|PE|PL|PM|PS|PT|RA|SA|SC|SI|SR)';
const nistControl = String.raw`${nistFamily}-\d{1,2}(\(\d{1,2}\))?`;

/** In order of id. */
export const controlSchemes: readonly ControlScheme[] = [
  scheme('BSI-GS', 'BSI IT-Grundschutz', 'https://www.bsi.bund.de/grundschutz', '(ISMS|ORP|CON|OPS|DER|APP|SYS|IND|NET|INF)(\\.\\d{1,2}){1,4}(\\.A\\d{1,2})?', 'CON.8.A5'),
  scheme('C5', 'BSI Cloud Computing Compliance Criteria Catalogue', 'https://www.bsi.bund.de/C5', '[A-Z]{2,3}-\\d{2}(\\.\\d{2}(B|AC|AS)?)?', 'DEV-06'),
  scheme('CIS', 'CIS Critical Security Controls', 'https://www.cisecurity.org/controls', '(1[0-8]|[1-9])(\\.\\d{1,2})?', '16.1'),
  scheme('CMMC', 'Cybersecurity Maturity Model Certification', 'https://dodcio.defense.gov/CMMC/', '[A-Z]{2}\\.L[1-3]-(b\\.1\\.[ivx]{1,4}|3\\.\\d{1,2}\\.\\d{1,2}e?)', 'CM.L2-3.4.3'),
  scheme('COBIT', 'COBIT 2019', 'https://www.isaca.org/resources/cobit', '(EDM|APO|BAI|DSS|MEA)\\d{2}(\\.\\d{2})?', 'BAI06.01'),
  scheme('CRA', 'Cyber Resilience Act, Regulation (EU) 2024/2847', 'https://eur-lex.europa.eu/eli/reg/2024/2847/oj', `(Art\\.)?${article}|Annex\\.[IVX]{1,4}(\\.[IVX0-9]{1,3}){0,2}(\\([a-z0-9]{1,2}\\)){0,3}`, 'Art.13(5)'),
  scheme('CSA-CCM', 'CSA Cloud Controls Matrix', 'https://cloudsecurityalliance.org/research/cloud-controls-matrix', '(A&A|[A-Z]{3})-\\d{2}(\\.\\d{1,2})?', 'AIS-04'),
  scheme('DORA', 'Digital Operational Resilience Act, Regulation (EU) 2022/2554', 'https://eur-lex.europa.eu/eli/reg/2022/2554/oj', `(Art\\.)?${article}`, 'Art.9(4)(e)'),
  scheme('FEDRAMP', 'FedRAMP: NIST SP 800-53 baselines and Key Security Indicators', 'https://www.fedramp.gov', `${nistControl}|KSI-[A-Z]{3}(-[A-Z0-9]{2,4})?`, 'KSI-CMT-01'),
  scheme('GDPR', 'General Data Protection Regulation, Regulation (EU) 2016/679', 'https://eur-lex.europa.eu/eli/reg/2016/679/oj', `(Art\\.)?${article}`, 'Art.32(1)(d)'),
  scheme('HIPAA', 'HIPAA Administrative Simplification, 45 CFR Parts 160, 162 and 164', 'https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C', '16[024]\\.\\d{3}(\\([A-Za-z0-9]{1,4}\\)){0,6}', '164.308(a)(1)(ii)(D)'),
  scheme('ISO27001', 'ISO/IEC 27001', 'https://www.iso.org/standard/27001', 'A\\.\\d{1,2}(\\.\\d{1,2}){0,2}|([4-9]|10)(\\.\\d){0,3}', 'A.8.32'),
  scheme('ISO27017', 'ISO/IEC 27017', 'https://www.iso.org/standard/43757.html', '(CLD\\.)?\\d{1,2}(\\.\\d{1,2}){1,2}', 'CLD.9.5.1'),
  scheme('NIS2', 'NIS 2 Directive, Directive (EU) 2022/2555', 'https://eur-lex.europa.eu/eli/dir/2022/2555/oj', `(Art\\.)?${article}`, 'Art.21(2)(e)'),
  scheme('NIST800-171', 'NIST SP 800-171', 'https://csrc.nist.gov/pubs/sp/800/171/r3/final', '3\\.\\d{1,2}\\.\\d{1,2}|03\\.\\d{2}\\.\\d{2}', '03.04.03'),
  scheme('NIST800-53', 'NIST SP 800-53', 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final', nistControl, 'CM-3(2)'),
  scheme('NISTCSF', 'NIST Cybersecurity Framework', 'https://www.nist.gov/cyberframework', '(GV|ID|PR|DE|RS|RC)\\.[A-Z]{2}(-\\d{1,2})?', 'PR.PS-06'),
  scheme('OSPS', 'Open Source Project Security Baseline', 'https://baseline.openssf.org', 'OSPS-(AC|BR|DO|GV|LE|QA|SA|VM)-\\d{2}(\\.\\d{2})?', 'OSPS-AC-03.01'),
  scheme('OWASP-ASVS', 'OWASP Application Security Verification Standard', 'https://owasp.org/www-project-application-security-verification-standard/', '(v\\d\\.\\d\\.\\d-)?V?\\d{1,2}(\\.\\d{1,2}){0,2}', 'v5.0.0-15.1.1'),
  scheme('OWASP-SAMM', 'OWASP Software Assurance Maturity Model', 'https://owaspsamm.org/model/', '(G-(SM|PC|EG)|D-(TA|SR|SA)|I-(SB|SD|DM)|V-(AA|RT|ST)|O-(IM|EM|OM))(-[AB]|-[1-3](-[AB])?)?', 'I-SB-1-A'),
  scheme('OWASP-TOP10', 'OWASP Top 10', 'https://owasp.org/Top10/', 'A(0[1-9]|10):20\\d{2}', 'A06:2021'),
  scheme('PCIDSS', 'PCI Data Security Standard', 'https://www.pcisecuritystandards.org/standards/pci-dss/', '(1[0-2]|[1-9]|A[1-3])(\\.\\d{1,2}){0,4}', '6.2.3'),
  scheme('SLSA', 'Supply-chain Levels for Software Artifacts', 'https://slsa.dev/spec/', '((Build|Source)\\.)?L[0-4]', 'Build.L2'),
  scheme('SOC2', 'SOC 2, Trust Services Criteria', 'https://www.aicpa-cima.com/topic/audit-assurance/audit-and-assurance-greater-than-soc-2', '(CC[1-9]|A1|C1|PI1|P[1-8])\\.\\d{1,2}', 'CC8.1'),
  scheme('SSDF', 'NIST Secure Software Development Framework, SP 800-218', 'https://csrc.nist.gov/pubs/sp/800/218/final', '(PO|PS|PW|RV)\\.\\d{1,2}(\\.\\d{1,2})?', 'PW.4.1'),
];

const byId = new Map(controlSchemes.map((known) => [known.id, known]));

function scheme(id: string, title: string, url: string, form: string, example: string): ControlScheme {
  return { id, title, url, form: new RegExp(`^(?:${form})$`), example };
}

/** The scheme of an id, if Almanac knows it. */
export function knownScheme(id: string): ControlScheme | undefined {
  return byId.get(id);
}

/** Scheme and control of `SOC2:CC8.1`; the first colon parts them. */
export function splitControl(identifier: string): { readonly scheme: string; readonly control: string } {
  const colon = identifier.indexOf(':');
  return colon === -1 ? { scheme: identifier, control: '' } : { scheme: identifier.slice(0, colon), control: identifier.slice(colon + 1) };
}

/**
 * What is wrong with the identifier of a control, as a sentence; undefined if nothing is. A scheme must be one that
 * Almanac knows, or one of the organisation's own; identifiers of known ones must have the form of their scheme.
 * Whether the control exists is not looked up.
 */
export function checkControl(identifier: string, organisationSchemes: ControlsFile['schemes']): string | undefined {
  const { scheme: id, control } = splitControl(identifier);
  const known = byId.get(id);
  if (known !== undefined) {
    if (known.form.test(control)) return undefined;
    return `\`${control}\` has not the form of a control of ${id} (${known.title}); one looks like \`${id}:${known.example}\``;
  }
  if (organisationSchemes.some((own) => own.id === id)) return control === '' ? `\`${identifier}\` names no control of ${id}` : undefined;
  const near = nearestScheme(id, [...byId.keys(), ...organisationSchemes.map((own) => own.id)]);
  return `Unknown control scheme \`${id}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`;
}

/** Letters and digits alone decide, so that `iso-27001` is near ISO27001; up to a third of them may differ. */
function nearestScheme(id: string, ids: readonly string[]): string | undefined {
  const plain = (text: string): string => text.slice(0, 64).toUpperCase().replace(/[^A-Z0-9]/g, '');
  const wanted = plain(id);
  let best: { readonly id: string; readonly far: number } | undefined;
  for (const candidate of ids) {
    const far = distance(wanted, plain(candidate));
    if (far <= Math.max(1, Math.floor(wanted.length / 3)) && (best === undefined || far < best.far)) best = { id: candidate, far };
  }
  return best?.id;
}
