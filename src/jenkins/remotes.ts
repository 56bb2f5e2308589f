import picomatch from 'picomatch';
import { parseRemote } from '../clones/remote.ts';
import { compareText } from '../findings/codes.ts';
import { repositoryId } from '../schema/primitives.ts';
import type { JenkinsJob } from './jobs.ts';
import type { JenkinsSource } from './source.ts';

/** Repositories by their addresses, as clones call them, each once, sorted. What is no address of a host is left out. */
export function repositoriesIn(addresses: readonly string[]): string[] {
  return [...new Set(addresses.flatMap((address) => parseRemote(address)?.repository ?? []))].sort(compareText);
}

/** Whether a full name of a job is meant by lists of patterns. */
export function meant({ include, exclude }: Pick<JenkinsSource, 'include' | 'exclude'>): (fullName: string) => boolean {
  return picomatch([...include], { dot: true, bash: true, ignore: [...exclude] });
}

/**
 * Finds the repository of a job: by the configuration's rules; by what a multibranch project says it is of; by what its
 * last builds checked out, if that is one repository, or one of several is named like the job. Pipelines check out shared
 * libraries beside their own repository, so several are nothing to guess from.
 */
export function repositoryFinder({ repositories }: Pick<JenkinsSource, 'repositories'>): (job: Pick<JenkinsJob, 'fullName' | 'checkedOut' | 'source'>) => string | undefined {
  const rules = repositories.map(({ jobs, repository }) => ({ matches: picomatch(jobs, { dot: true, bash: true }), repository }));
  return ({ fullName, checkedOut, source }) => {
    const name = lastPart(fullName);
    const rule = rules.find(({ matches }) => matches(fullName));
    if (rule !== undefined) {
      const repository = rule.repository.replaceAll('{name}', name);
      return repositoryId.safeParse(repository).success ? repository : undefined;
    }
    if (source !== undefined) return source;
    if (checkedOut.length === 1) return checkedOut[0];
    const named = checkedOut.filter((repository) => lastPart(repository).toLowerCase() === name.toLowerCase());
    return named.length === 1 ? named[0] : undefined;
  };
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
