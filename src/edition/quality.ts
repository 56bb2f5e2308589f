import { codes, compareText, type Code } from '../findings/codes.ts';
import { type DataQuality, dataQuality, findingList, type FindingView } from '../schema/edition/data-quality.ts';
import { factKinds } from '../schema/facts/kinds.ts';
import { finding } from '../schema/finding.ts';
import type { Severity } from '../schema/finding.ts';
import type { Store } from '../store/store.ts';
import { collectionReport } from './collection-report.ts';
import type { EditionContext } from './context.ts';
import type { IndexedFinding } from './finding-index.ts';
import { entityPath, findingFile, findingPath, repositoryPath } from './routes.ts';
import { optional } from './summaries.ts';
import { paginate } from './writer.ts';

const severityOrder: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

type FindingGroup = DataQuality['findings']['groups'][number];

/** Writes `data-quality.json`, the lists of findings by code, and `findings.ndjson`. */
export async function writeQuality(context: EditionContext, store: Store): Promise<void> {
  const { knowledge, findings, writer, organisation } = context;
  const groups = groupsOf(context);
  await writer.json('data-quality.json', dataQuality, {
    asOf: knowledge.asOf,
    collectors: collectorsOf(context),
    ...(await collectionReport(store, knowledge)),
    findings: {
      total: findings.all.length,
      errors: findings.count('error'),
      warnings: findings.count('warning'),
      notes: findings.count('note'),
      groups,
    },
  });
  for (const group of groups) {
    const items = (findings.byCode.get(group.code) ?? []).map((indexed) => view(indexed, context));
    for (const page of paginate(group.title, items, organisation.config.site.pageSize, (n) => findingPath(group.code, n))) {
      await writer.json(findingFile(group.code, page.page), findingList, { ...page, items: [...page.items], group });
    }
  }
  await writer.ndjson('findings.ndjson', finding, findings.all.map((indexed) => indexed.finding));
}

/** By severity, then number, then code. A code's group has the gravest severity among its findings. */
function groupsOf({ findings }: EditionContext): FindingGroup[] {
  return [...findings.byCode]
    .map(([code, items]): FindingGroup => {
      const first = items[0]?.finding;
      const definition = isCode(code) ? codes[code] : undefined;
      return {
        code,
        title: definition?.title ?? code,
        severity: first?.severity ?? 'note',
        why: definition?.why ?? first?.why ?? code,
        fix: definition?.fix ?? first?.fix ?? code,
        count: items.length,
        path: findingPath(code),
      };
    })
    .toSorted((a, b) => severityOrder[a.severity] - severityOrder[b.severity] || b.count - a.count || compareText(a.code, b.code));
}

function isCode(code: string): code is Code {
  return Object.hasOwn(codes, code);
}

function view({ finding: item, since }: IndexedFinding, { catalog, summaries }: EditionContext): FindingView {
  return {
    ...item,
    ...(item.entity !== undefined && catalog.entities.has(item.entity) ? { entityPath: entityPath(item.entity) } : {}),
    ...(item.repository !== undefined && summaries.records.has(item.repository) ? { repositoryPath: repositoryPath(item.repository) } : {}),
    ...optional('since', since),
  };
}

function collectorsOf({ knowledge }: EditionContext): DataQuality['collectors'] {
  return (knowledge.manifest?.collectors ?? []).map((run) => ({
    id: run.id,
    title: run.title,
    version: run.version,
    ...optional('lastRunAt', run.observedAt),
    shards: run.shards,
    read: run.read ?? Math.max(0, run.shards - run.failed - (run.postponed ?? 0) - (run.withheld ?? 0)),
    failed: run.failed,
    postponed: run.postponed ?? 0,
    withheld: run.withheld ?? 0,
    heldBack: run.heldBack ?? 0,
    quarantined: run.quarantined,
    staleAfter: run.staleAfter,
    facts: run.kinds.flatMap((name) => {
      const rows = knowledge.rows.get(name)?.get(run.id) ?? 0;
      return rows === 0 ? [] : [{ kind: name, title: factKinds.get(name)?.title ?? name, rows }];
    }),
  }));
}
