import { createHash } from 'node:crypto';
import type { ArtifactLocation, Log, Message, Notification, ReportingDescriptor, Result } from 'sarif';
import type { CheckOutcome, EntityCheck, ScorecardOutcome } from '../schema/cli/entity-check.ts';
import { severityOf } from './severity.ts';
import { fixOf, notesOf, reasonOf } from './words.ts';

const schemaUrl = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const root = '%SRCROOT%';

/**
 * SARIF 2.1.0 (OASIS), for code scanning: one run; a rule for each check; a result for each check that is not in order.
 *
 * A fail is an `error` if it holds the next level up, else a `warning`; of a check that does not count yet, a `note`. An
 * unknown is of kind `open`, which §3.27.10 gives the level `none`. An exempt one carries a suppression with its reason.
 * What passes or does not apply has no result, since hosts take every result for an alert.
 */
export function sarifReport(report: EntityCheck): string {
  const rules = report.scorecards.flatMap((scorecard) => scorecard.checks.map((check) => ({ scorecard, check })));
  const [name = report.tool, version] = report.tool.split(' ');
  const log: Log = {
    $schema: schemaUrl,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name, ...(version === undefined ? {} : { version }), rules: rules.map(({ scorecard, check }) => rule(scorecard, check)) } },
        // Up to the last slash it is the category, which keeps the uploads of several entities of one repository apart.
        automationDetails: { id: `almanac/${report.entity.ref.replace(':', '/')}/` },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [root]: { description: { text: 'Root of the repository' } } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notesOf(report).map(notification) }],
        results: rules.flatMap(({ scorecard, check }, index) => result(report, scorecard, check, index)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleId({ id }: ScorecardOutcome, check: CheckOutcome): string {
  return `${id}/${check.id}`;
}

function rule(scorecard: ScorecardOutcome, check: CheckOutcome): ReportingDescriptor {
  const { title, description, level, pillar, weight, controls, fix } = check;
  return {
    id: ruleId(scorecard, check),
    name: title,
    shortDescription: message(title),
    fullDescription: message(description ?? `${title}. Asked for by ${scorecard.title}, for ${level.title}.`),
    help: message(fixOf(check) === '' ? (description ?? title) : fixOf(check)),
    ...(fix?.url === undefined ? {} : { helpUri: new URL(fix.url).href }),
    properties: { tags: [pillar, ...controls], scorecard: scorecard.title, level: level.title, pillar, weight, controls },
  };
}

function result(report: EntityCheck, scorecard: ScorecardOutcome, check: CheckOutcome, ruleIndex: number): Result[] {
  const severity = severityOf(check);
  if (severity === undefined) return [];
  const { exemption } = check;
  const raw = check.raw ?? check.verdict;
  const reason = reasonOf(check);
  return [
    {
      ruleId: ruleId(scorecard, check),
      ruleIndex,
      ...(raw === 'unknown' ? { kind: 'open', level: 'none' } : { kind: 'fail', level: severity }),
      message: message(`${check.title}${reason === '' ? '' : `: ${reason}`} (${scorecard.title}, ${check.level.title})`),
      locations: [{ physicalLocation: { artifactLocation: artifact(report), region: { startLine: report.location?.line ?? 1 } }, logicalLocations: [{ fullyQualifiedName: report.entity.ref }] }],
      partialFingerprints: { 'almanacCheck/v1': fingerprint(scorecard.id, check.id, report.entity.ref) },
      ...(exemption === undefined
        ? {}
        : {
            suppressions: [
              {
                kind: 'external',
                status: 'accepted',
                justification: exemption.reason,
                properties: { approvedBy: exemption.approvedBy, expires: exemption.expires },
              },
            ],
          }),
      properties: { verdict: check.verdict, missing: check.missing },
    },
  ];
}

/** The file that declares the entity, or the root of the repository where there is none. */
function artifact({ location }: EntityCheck): ArtifactLocation {
  const uri = location === undefined ? '.' : location.file.split('/').map(encodeURIComponent).join('/');
  return { uri, uriBaseId: root };
}

/** The same check of the same entity is the same alert, wherever the line moves to. */
function fingerprint(scorecard: string, check: string, entity: string): string {
  return createHash('sha256').update([scorecard, check, entity].join('\n')).digest('hex').slice(0, 32);
}

function notification(text: string): Notification {
  return { level: 'note', message: message(text) };
}

/**
 * A message whose text is only text: braces would be placeholders (§3.11.5), and a bracket before a parenthesis a link
 * (§3.11.6).
 */
export function message(text: string): Message & { text: string } {
  return { text: text.toWellFormed().replace(/[{}]/g, '$&$&').replaceAll('](', '] (') };
}
