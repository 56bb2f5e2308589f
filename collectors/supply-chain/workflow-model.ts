import { isObject, objectAt, textAt, valueAt } from '../../src/catalog/json.ts';
import type { JsonObject, JsonValue } from '../../src/catalog/json.ts';

/** A path of keys and indexes in a YAML document. */
export type Path = readonly PropertyKey[];

/** A step of a job. */
export interface Step {
  readonly path: Path;
  readonly uses: string | undefined;
  readonly run: string | undefined;
  readonly shell: string | undefined;
  readonly condition: string;
  readonly with: JsonObject;
}

/** A job of a workflow. */
export interface Job {
  readonly id: string;
  readonly path: Path;
  /** The reusable workflow that it calls. */
  readonly uses: string | undefined;
  readonly permissions: JsonValue | undefined;
  /** The shell of its steps, where it or the workflow says so. */
  readonly shell: string | undefined;
  /** True if it runs on nothing but Windows. */
  readonly windows: boolean;
  readonly steps: readonly Step[];
}

/** A workflow as GitHub would take it. */
export interface WorkflowModel {
  readonly triggers: readonly string[];
  readonly permissions: JsonValue | undefined;
  readonly jobs: readonly Job[];
}

/** Steps of one workflow: what has more is no workflow that GitHub would run. */
const maxSteps = 5000;
const maxTriggers = 100;

/** The workflow in a YAML value, or why it is none. */
export function workflowModel(value: JsonValue): WorkflowModel | { readonly problem: string } {
  if (!isObject(value)) return { problem: 'is not a mapping' };
  // YAML 1.1 reads the key `on` as true.
  const on = valueAt(value, ['on']) ?? valueAt(value, ['true']);
  const triggers = triggersOf(on);
  if (triggers.length === 0) return { problem: 'has no `on` that names an event' };
  const entries = Object.entries(objectAt(value, 'jobs'));
  if (entries.length === 0) return { problem: 'has no `jobs`' };
  const shell = textAt(objectAt(objectAt(value, 'defaults'), 'run'), 'shell');
  const jobs: Job[] = [];
  let steps = 0;
  for (const [id, job] of entries) {
    if (!isObject(job)) return { problem: `has a job \`${id.slice(0, 80)}\` that is not a mapping` };
    const model = jobModel(id, job, shell);
    steps += model.steps.length + 1;
    if (steps > maxSteps) return { problem: `has more than ${maxSteps} jobs and steps` };
    jobs.push(model);
  }
  return { triggers, permissions: ownValue(value, 'permissions'), jobs };
}

function triggersOf(on: unknown): string[] {
  const named = typeof on === 'string' ? [on] : Array.isArray(on) ? on : isObject(on) ? Object.keys(on) : [];
  const texts = named.flatMap((event) => (typeof event === 'string' && event !== '' ? [event.slice(0, 100)] : []));
  return [...new Set(texts)].slice(0, maxTriggers);
}

function jobModel(id: string, job: JsonObject, inherited: string | undefined): Job {
  const path = ['jobs', id];
  const list = ownValue(job, 'steps');
  const steps = (Array.isArray(list) ? list : []).map((step, index): Step => ({
    path: [...path, 'steps', index],
    uses: textAt(step, 'uses'),
    run: textAt(step, 'run'),
    shell: textAt(step, 'shell'),
    condition: textAt(step, 'if') ?? '',
    with: objectAt(step, 'with'),
  }));
  return {
    id: id.slice(0, 200),
    path,
    uses: textAt(job, 'uses'),
    permissions: ownValue(job, 'permissions'),
    shell: textAt(objectAt(objectAt(job, 'defaults'), 'run'), 'shell') ?? inherited,
    windows: runsOnWindows(job),
    steps,
  };
}

/** True if every machine that the job names is a Windows one, by `runs-on` or by the `os` of its matrix. */
function runsOnWindows(job: JsonObject): boolean {
  const label = ownValue(job, 'runs-on');
  const matrix = objectAt(objectAt(job, 'strategy'), 'matrix');
  const included = ownValue(matrix, 'include');
  const rows = [ownValue(matrix, 'os'), ...(Array.isArray(included) ? included.map((row) => textAt(row, 'os')) : [])];
  const systems = typeof label === 'string' && label.includes('matrix.os') ? rows.flat() : isObject(label) ? [ownValue(label, 'labels')].flat() : [label].flat();
  const named = systems.filter((system) => typeof system === 'string');
  return named.length > 0 && named.every((system) => /^windows/i.test(system));
}

function ownValue(value: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
