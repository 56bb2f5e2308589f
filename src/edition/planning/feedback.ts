import type { EditionIndex } from '../../schema/edition/index-file.ts';
import type { FeedbackConfig } from '../../schema/feedback.ts';
import { optional } from '../summaries.ts';

type Addresses = NonNullable<EditionIndex['feedback']>;

/** What a reader can say of a page, and how the issue or mail begins. */
const kinds = {
  useful: { label: 'useful', title: 'Useful: {title}', body: 'This page was useful: {url}\n\nWhat made it so?\n\n' },
  notUseful: { label: 'not-useful', title: 'Not useful: {title}', body: 'This page was not useful: {url}\n\nWhat were you looking for?\n\n' },
  problem: { label: 'problem', title: 'Problem: {title}', body: 'Page: {url}\nFile: {file}\n\nWhat is wrong, and what should it say?\n\n' },
} as const;
type Kind = (typeof kinds)[keyof typeof kinds];

/**
 * The addresses that open a prefilled issue or mail, for the edition's index. Everything is percent-encoded but
 * `{title}`, `{path}`, `{url}` and `{file}`, which stand for those of the page and are encoded when they are filled in.
 * Undefined if the organisation wants no feedback.
 */
export function feedbackAddresses(config: FeedbackConfig | undefined): Addresses | undefined {
  if (config === undefined) return undefined;
  const { issues, mail, ask } = config;
  const address = issues !== undefined ? (kind: Kind) => issueAddress(issues, kind) : mail !== undefined ? (kind: Kind) => mailAddress(mail, kind) : undefined;
  return {
    ...(address === undefined ? {} : { useful: address(kinds.useful), notUseful: address(kinds.notUseful), problem: address(kinds.problem) }),
    ...optional('ask', ask),
  };
}

/**
 * Query parameters of GitHub (`title`, `body`, `labels`: docs.github.com, "Creating an issue from a URL query"), which
 * Gitea and Forgejo take too, and of GitLab (`issue[title]`, `issue[description]`; labels as the quick action `/label`
 * in the text: docs.gitlab.com, "Using a URL with prefilled values"). An address with fields of its own is filled in.
 */
function issueAddress({ url, labels }: NonNullable<FeedbackConfig['issues']>, { label, title, body }: Kind): string {
  const all = labels.length === 0 ? [] : [...labels, label];
  if (url.includes('{')) return url.replaceAll('{body}', encoded(body)).replaceAll('{label}', encoded(label));
  if (url.includes('/-/issues/new')) {
    const quick = all.length === 0 ? '' : `/label ${all.map((one) => `~"${one}"`).join(' ')}\n`;
    return withQuery(url, [['issue[title]', title], ['issue[description]', `${body}${quick}`]]);
  }
  return withQuery(url, [['title', title], ['body', body], ...(all.length === 0 ? [] : [['labels', all.join(',')] as const])]);
}

/** RFC 6068: spaces as `%20`, line breaks as `%0D%0A`. */
function mailAddress(mail: string, { title, body }: Kind): string {
  const to = encodeURIComponent(mail).replaceAll('%40', '@');
  return `mailto:${to}?subject=${encoded(title)}&body=${encoded(body.replaceAll('\n', '\r\n'))}`;
}

function withQuery(url: string, query: readonly (readonly [string, string])[]): string {
  const [address = '', fragment] = url.split('#', 2);
  const joined = query.map(([name, value]) => `${encodeURIComponent(name)}=${encoded(value)}`).join('&');
  return `${address}${address.includes('?') ? '&' : '?'}${joined}${fragment === undefined ? '' : `#${fragment}`}`;
}

/** Percent-encoded, the fields of the page left as they are. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/%7B(title|path|url|file)%7D/g, '{$1}');
}
