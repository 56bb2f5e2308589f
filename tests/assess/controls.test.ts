import { describe, expect, test } from 'vitest';
import { checkControl, controlSchemes } from '../../src/assess/control-schemes.ts';
import { controlMatrix } from '../../src/assess/controls.ts';
import { judge } from '../../src/assess/judge.ts';
import { asOf, check, entity, exemption, says, scorecard } from './world.ts';

describe('identifiers', () => {
  test.each(controlSchemes.map(({ id, example }) => [`${id}:${example}`]))('%s is one', (identifier) => {
    expect(checkControl(identifier, [])).toBeUndefined();
  });

  test.each([
    'SOC2:CC6.1', 'SOC2:A1.2', 'SOC2:PI1.5', 'SOC2:P6.7', 'ISO27001:A.5.1', 'ISO27001:A.12.1.2', 'ISO27001:9.2.1', 'NIST800-53:AC-2', 'NIST800-53:SI-7(15)', 'NISTCSF:PR.AA', 'NISTCSF:ID.AM-1',
    'PCIDSS:12.10.4.1', 'PCIDSS:A1.1.1', 'HIPAA:164.312(b)', 'GDPR:32(1)(d)', 'GDPR:Art.5', 'CIS:4', 'SSDF:PO.3', 'SLSA:L3', 'OWASP-SAMM:G-SM', 'OWASP-SAMM:V-ST-2', 'OWASP-ASVS:V14.2.1', 'C5:AM-01.02AC',
    'FEDRAMP:CM-3', 'FEDRAMP:KSI-CNA-01', 'CRA:Annex.I.1.2', 'CMMC:AC.L1-b.1.i', 'CSA-CCM:A&A-01', 'NIST800-171:3.4.3',
  ])('%s is one', (identifier) => {
    expect(checkControl(identifier, [])).toBeUndefined();
  });

  test.each(['SOC2:CC10.1', 'SOC2:8.1', 'ISO27001:B.8.32', 'ISO27001:8.32 ', 'NIST800-53:XX-2', 'NISTCSF:PR', 'PCIDSS:13.1', 'HIPAA:308(a)', 'GDPR:Article 32', 'CIS:19.1', 'SLSA:Build.L5', 'OWASP-SAMM:I-SB-4-A', 'SOC2:'])('%j is none', (identifier) => {
    expect(checkControl(identifier, [])).toContain('has not the form of a control of');
  });

  test('what is wrong is said in full', () => {
    expect(checkControl('SOC2:8.1', [])).toMatchInlineSnapshot('"`8.1` has not the form of a control of SOC2 (SOC 2, Trust Services Criteria); one looks like `SOC2:CC8.1`"');
    expect(checkControl('iso-27001:A.8.32', [])).toMatchInlineSnapshot('"Unknown control scheme `iso-27001`; did you mean `ISO27001`?"');
    expect(checkControl('NIST-80053:AC-2', [])).toMatchInlineSnapshot('"Unknown control scheme `NIST-80053`; did you mean `NIST800-53`?"');
    expect(checkControl('policys:7', [{ id: 'POLICY', controls: [] }])).toMatchInlineSnapshot('"Unknown control scheme `policys`; did you mean `POLICY`?"');
    expect(checkControl('something-else:7', [])).toMatchInlineSnapshot('"Unknown control scheme `something-else`"');
  });

  test('an organisation may have schemes of its own, with identifiers of any form; known ones keep theirs', () => {
    const own = [{ id: 'POLICY', controls: [] }, { id: 'SOC2', controls: [] }];
    expect(checkControl('POLICY:anything-7', own)).toBeUndefined();
    expect(checkControl('POLICY:', own)).toBe('`POLICY:` names no control of POLICY');
    expect(checkControl('SOC2:anything-7', own)).toBeDefined();
  });

  test('a text built to make patterns hang is refused', () => {
    for (const { id } of controlSchemes) for (const text of ['A.1'.repeat(100_000), '1.'.repeat(100_000), '(a)'.repeat(100_000)]) expect(checkControl(`${id}:${text}`, [])).toBeDefined();
    expect(checkControl('x'.repeat(1_000_000), [])).toContain('Unknown control scheme');
  });

  test('schemes are in order of id, each once, with a secure address', () => {
    const ids = controlSchemes.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { url } of controlSchemes) expect(new URL(url).protocol).toBe('https:');
  });
});

describe('the matrix', () => {
  const checks = [
    check('review', { controls: ['SOC2:CC8.1', 'ISO27001:A.8.32'] }),
    check('ci', { controls: ['SOC2:CC8.1', 'ISO27001:A.8.9'], applies: says('built') }),
    check('soon', { controls: ['SOC2:CC7.1'], enabledFrom: '2027-01-01' }),
  ];
  const entities = [
    entity('a', { review: true, built: true, ci: true, soon: true }),
    entity('b', { review: true, built: false, soon: true }),
    entity('c', { review: true, built: true, ci: false, soon: true }),
    entity('d', { built: false, soon: true }),
    entity('e', { review: false, built: true, ci: true, soon: true }),
  ];
  const first = judge(scorecard(checks), entities, [exemption('review', { entities: new Set(['component:default/e']) })], { asOf });
  const second = judge(scorecard([check('other', { controls: ['SOC2:CC8.1'] })], { id: 'another' }), [entity('a', { other: false }), entity('z', { other: true })], [], { asOf });
  const own = { schemes: [{ id: 'SOC2', controls: [{ id: 'CC8.1', title: 'Changes are reviewed' }, { id: 'CC6.1' }] }, { id: 'POLICY', title: 'Policies', url: 'https://policies.example', controls: [] }] };

  test('shows for each control its checks and the entities with evidence, and controls in scope without any', () => {
    const matrix = controlMatrix([first, second], own);
    expect(matrix.map(({ id, title, url, controls }) => [id, title, url, controls.map((control) => [control.id, control.title, control.checks.length, control.entities, control.evidenced])])).toEqual([
      ['ISO27001', 'ISO/IEC 27001', 'https://www.iso.org/standard/27001', [['ISO27001:A.8.9', undefined, 1, 3, 2], ['ISO27001:A.8.32', undefined, 1, 5, 3]]],
      ['POLICY', 'Policies', 'https://policies.example', []],
      [
        'SOC2',
        'SOC 2, Trust Services Criteria',
        'https://www.aicpa-cima.com/topic/audit-assurance/audit-and-assurance-greater-than-soc-2',
        [['SOC2:CC6.1', undefined, 0, 0, 0], ['SOC2:CC8.1', 'Changes are reviewed', 3, 6, 2]],
      ],
    ]);
  });

  test('evidence: every check that applies passes; an exemption or what is unknown is none', () => {
    const [control] = controlMatrix([first], { schemes: [] }).find(({ id }) => id === 'SOC2')?.controls ?? [];
    expect(control).toMatchObject({ entities: 5, evidenced: 2 });
    expect(control?.checks).toEqual([
      { scorecard: 'production', check: 0, counts: { pass: 3, fail: 0, 'not-applicable': 0, unknown: 1, exempt: 1 } },
      { scorecard: 'production', check: 1, counts: { pass: 2, fail: 1, 'not-applicable': 2, unknown: 0, exempt: 0 } },
    ]);
  });
});
