import { compareText } from '../../findings/codes.ts';
import type { OpenSloObject } from '../../schema/planning/open-slo.ts';
import { nearestKey } from '../document.ts';
import { below, type Spot } from '../rules/report.ts';
import { type Located, type OpenSloObjects, readOpenSlo } from './open-slo.ts';
import { entityAt, type PlanningContext } from './reading.ts';

type Slo = OpenSloObject<'SLO'>;
type SloSpec = Slo['spec'];
type PolicyItem = Exclude<NonNullable<SloSpec['alertPolicies']>[number], string>;
type PolicySpec = OpenSloObject<'AlertPolicy'>['spec'];
type Metadata = Slo['metadata'];

/** Something that is written in its place or named: what it is called and what it says. */
export interface Named<S> {
  readonly name: string;
  readonly title: string;
  readonly spec: S;
}
export type IndicatorSource = Named<OpenSloObject<'SLI'>['spec']>;
export interface AlertSource extends Named<Omit<PolicySpec, 'conditions' | 'notificationTargets'>> {
  /** Undefined where the one named does not exist. */
  readonly condition: Named<OpenSloObject<'AlertCondition'>['spec']> | undefined;
  readonly targets: readonly Named<OpenSloObject<'AlertNotificationTarget'>['spec'] | undefined>[];
}

/** An SLO with everything that it names. */
export interface Objective {
  readonly name: string;
  readonly title: string;
  readonly spec: SloSpec;
  readonly annotations: Readonly<Record<string, string>>;
  readonly service: { readonly title: string; readonly description: string | undefined } | undefined;
  /** References of what it is about. */
  readonly entities: readonly string[];
  /** Of the SLO itself; undefined for a composite, and where the one named does not exist. */
  readonly indicator: IndicatorSource | undefined;
  /** Of each objective of a composite. */
  readonly indicators: readonly (IndicatorSource | undefined)[];
  readonly alerts: readonly AlertSource[];
  /** Types of the sources of metrics, by name. */
  readonly sources: ReadonlyMap<string, { readonly type: string; readonly title: string }>;
  readonly file: string;
  readonly line: number;
}

/** Reads the SLOs of `slos/*.yaml` with what they name, in order of name. What is named and not there is a finding. */
export function readObjectives(context: PlanningContext): Objective[] {
  const objects = readOpenSlo(context);
  const resolver = new Resolver(objects, context);
  return [...objects.of('SLO').values()]
    .map((slo) => resolver.objective(slo))
    .toSorted((a, b) => compareText(a.name.toLowerCase(), b.name.toLowerCase()));
}

class Resolver {
  readonly #context: PlanningContext;
  readonly #indicators;
  readonly #services;
  readonly #policies;
  readonly #conditions;
  readonly #targets;
  readonly #sources;
  readonly #sourceTitles: Objective['sources'];

  constructor(objects: OpenSloObjects, context: PlanningContext) {
    this.#context = context;
    this.#indicators = objects.of('SLI');
    this.#services = objects.of('Service');
    this.#policies = objects.of('AlertPolicy');
    this.#conditions = objects.of('AlertCondition');
    this.#targets = objects.of('AlertNotificationTarget');
    this.#sources = objects.of('DataSource');
    this.#sourceTitles = new Map([...this.#sources].map(([name, { value }]) => [name, { type: value.spec.type, title: named(value).title }]));
    for (const { value, spot } of this.#indicators.values()) this.#tellSources(value.spec, below(spot, 'spec'));
    for (const { value, spot } of this.#policies.values()) this.#policy(named(value), value.spec, below(spot, 'spec'));
  }

  objective({ value, spot }: Located<Slo>): Objective {
    const { metadata, spec } = value;
    const at = below(spot, 'spec');
    const service = this.#services.get(spec.service);
    return {
      ...named(value),
      spec,
      annotations: metadata.annotations ?? {},
      service: service === undefined ? undefined : { title: named(service.value).title, description: service.value.spec?.description },
      entities: this.#entities(value, spot, service),
      indicator: this.#indicator(spec, at),
      indicators: spec.objectives.map((objective, index) => this.#indicator(objective, below(at, 'objectives', index))),
      alerts: (spec.alertPolicies ?? []).flatMap((item, index) => this.#alert(item, below(at, 'alertPolicies', index)) ?? []),
      sources: this.#sourceTitles,
      file: spot.file.name,
      line: spot.file.source.positionOf(['metadata', 'name']).line,
    };
  }

  /** What the SLO itself names, else its Service, else the component that is called like its service. */
  #entities({ metadata, spec }: Slo, spot: Spot, service: Located<OpenSloObject<'Service'>> | undefined): string[] {
    const own = entityNames(metadata, below(spot, 'metadata'));
    const stated = own.length > 0 || service === undefined ? own : entityNames(service.value.metadata, below(service.spot, 'metadata'));
    const fallback = { text: spec.service, at: below(spot, 'spec', 'service') };
    const refs = (stated.length > 0 ? stated : [fallback]).flatMap(({ text, at }) => entityAt(text, at, 'component', this.#context) ?? []);
    return [...new Set(refs)];
  }

  #indicator({ indicator, indicatorRef }: Pick<SloSpec, 'indicator' | 'indicatorRef'>, spot: Spot): IndicatorSource | undefined {
    if (indicator !== undefined) {
      this.#tellSources(indicator.spec, below(spot, 'indicator', 'spec'));
      return { ...named(indicator), spec: indicator.spec };
    }
    const found = indicatorRef === undefined ? undefined : this.#find('SLI', indicatorRef, this.#indicators, below(spot, 'indicatorRef'));
    return found === undefined ? undefined : { ...named(found), spec: found.spec };
  }

  #tellSources({ thresholdMetric, ratioMetric }: IndicatorSource['spec'], spot: Spot): void {
    const metrics = [[['thresholdMetric'], thresholdMetric] as const, ...(['good', 'bad', 'total', 'raw'] as const).map((part) => [['ratioMetric', part], ratioMetric?.[part]] as const)];
    for (const [path, metric] of metrics) {
      const name = metric?.metricSource.metricSourceRef;
      if (name !== undefined && this.#sources.size > 0) this.#find('DataSource', name, this.#sources, below(spot, ...path, 'metricSource', 'metricSourceRef'));
    }
  }

  #alert(item: string | PolicyItem, spot: Spot): AlertSource | undefined {
    const name = typeof item === 'string' ? item : item.alertPolicyRef;
    if (name !== undefined) {
      const found = this.#find('AlertPolicy', name, this.#policies, typeof item === 'string' ? spot : below(spot, 'alertPolicyRef'));
      return found === undefined ? undefined : this.#policy(named(found), found.spec, undefined);
    }
    if (typeof item === 'string' || item.spec === undefined) return undefined;
    return this.#policy(titled(item.metadata, 'alert policy'), item.spec, below(spot, 'spec'));
  }

  /** @param spot where to tell of what is not there; undefined for a policy that was told of already */
  #policy(policy: { name: string; title: string }, spec: PolicySpec, spot: Spot | undefined): AlertSource {
    const [item] = spec.conditions;
    const at = (...path: PropertyKey[]): Spot | undefined => (spot === undefined ? undefined : below(spot, ...path));
    const found = item?.conditionRef === undefined ? undefined : this.#find('AlertCondition', item.conditionRef, this.#conditions, at('conditions', 0, 'conditionRef'));
    const inline = item?.spec === undefined ? undefined : { ...titled(item.metadata, 'condition'), spec: item.spec };
    return {
      ...policy,
      spec,
      condition: found === undefined ? inline : { ...named(found), spec: found.spec },
      targets: spec.notificationTargets.map((target, index) => {
        if (target.targetRef === undefined) return { ...titled(target.metadata, target.spec?.target ?? 'target'), spec: target.spec };
        const known = this.#find('AlertNotificationTarget', target.targetRef, this.#targets, at('notificationTargets', index, 'targetRef'));
        return known === undefined ? { name: target.targetRef, title: target.targetRef, spec: undefined } : { ...named(known), spec: known.spec };
      }),
    };
  }

  #find<T>(kind: string, name: string, known: ReadonlyMap<string, Located<T>>, spot: Spot | undefined): T | undefined {
    const found = known.get(name);
    if (found !== undefined || spot === undefined) return found?.value;
    const nearest = nearestKey(name, [...known.keys()]);
    this.#context.report.add('ALM0821', spot, { what: `There is no ${kind} \`${name}\`${nearest === undefined ? '.' : `; did you mean \`${nearest}\`?`}` });
    return undefined;
  }
}

function named({ metadata }: { readonly metadata: Metadata }): { name: string; title: string } {
  return { name: metadata.name, title: metadata.displayName ?? metadata.name };
}

function titled(metadata: Metadata | undefined, otherwise: string): { name: string; title: string } {
  return metadata === undefined ? { name: otherwise, title: otherwise } : named({ metadata });
}

const entityKey = 'almanac/entity';

/** The entities that labels or annotations name; labels take several. */
function entityNames({ annotations, labels }: Metadata, spot: Spot): { text: string; at: Spot }[] {
  const annotation = annotations?.[entityKey];
  if (annotation !== undefined) return [{ text: annotation, at: below(spot, 'annotations', entityKey) }];
  const label = labels?.[entityKey];
  const at = below(spot, 'labels', entityKey);
  if (label === undefined) return [];
  return typeof label === 'string' ? [{ text: label, at }] : label.map((text, index) => ({ text, at: below(at, index) }));
}
