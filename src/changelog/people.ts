/**
 * Takes people out of a text: nothing about an individual's work is kept, and changelogs like to say who did it.
 * `@name` goes, with the words around it that only lead to it (`by @name`, `thanks to @name and @other`); so do links to
 * profiles, e-mail addresses, trailers (`Co-authored-by:`) and thanks to a name. What stands in a code span stays: it is
 * a decorator or a package. A plain name in the middle of a sentence is not recognised.
 */
export function withoutPeople(text: string): string {
  if (!maybePeople.test(text)) return text;
  const parts = withoutTrailers(text).split(codeSpan);
  // Odd parts are the code spans themselves.
  const cleaned = parts.map((part, n) => (n % 2 === 1 ? part : withoutMentions(part))).join('');
  return tidied(withoutThanks(cleaned));
}

const maybePeople = /@|\bby\b|thank|kudos|props|credits?|\bh\/t\b|github\.com\/|gitlab\.com\//i;
const codeSpan = /(`[^`]*`)/;
const trailer = /(?:^|\n)[ \t]*(?:co-authored|signed-off|reviewed|reported|acked|tested|suggested|helped|cc|authored|committed|pair)(?:-by)?:[^\n]*/gi;

function withoutTrailers(text: string): string {
  return text.replaceAll(trailer, '');
}

/** Words that begin with `@` and are no one's name: at-rules of CSS, tags of documentation comments. */
const noNames = '(?:media|import|supports|layer|container|keyframes|font-face|charset|namespace|page|property|scope|param|returns?|deprecated|see|type|throws|example|internal|override|ts-ignore|ts-expect-error|latest|next)';
const mention = `@(?!${noNames}\\b)[A-Za-z\\d](?:[A-Za-z\\d]|[-_](?=[A-Za-z\\d])){0,38}(?:\\[bot\\])?(?![\\w/])`;
/** A profile, on hosts of code and of short messages. */
const profile = 'https?:\\/\\/(?:www\\.)?(?:github\\.com|gitlab\\.com|codeberg\\.org|twitter\\.com|x\\.com|bsky\\.app\\/profile)\\/@?[\\w.-]+\\/?';
const linked = `\\[[^\\]\\n]{1,80}\\]\\((?:${profile}|mailto:[^)\\s]*)\\)`;
const person = `(?:\\[${mention}\\](?:\\([^)\\s]*\\))?|${linked}|(?<![\\w/@.-])${mention})`;
const leading = '(?:,?\\s*\\(?\\b(?:(?:big |many )?(?:thanks?|thank you|kudos|props|credits?|shout-?out)(?:\\s+(?:goes\\s+)?to)?|(?:contributed|reported|suggested|implemented|found|fixed|patch|patched|authored|written|made)?\\s*by|via|from|h\\/t|cc|ping)\\s*:?\\s*)';
const people = `${person}(?:\\s*(?:,|and|&|\\+|\\s)\\s*(?:and\\s+)?${person})*`;
const led = new RegExp(`${leading}${people}\\)?!?`, 'gi');
const alone = new RegExp(`\\(\\s*${people}\\s*\\)|${people}`, 'g');
/** The domain must not be a version: `pkg@1.2.3` is no address. */
const address = /<?(?:mailto:)?[\w.+-]+@(?!v?\d+\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}>?/g;

function withoutMentions(text: string): string {
  return text.replaceAll(led, '').replaceAll(alone, '').replaceAll(address, '');
}

const inBrackets = /\s*\((?:many |big )?(?:thanks?|thank you|kudos|props|credits?|h\/t|by|(?:reported|contributed|suggested|found|fixed|implemented|authored|written|discovered) by)\b[^()]*\)/gi;
/** Only a capital letter tells `thanks to Someone` from `thanks to the new cache`. */
const atEnd = /(?:[,;.!–—-]\s*|\s)(?:[Mm]any |[Bb]ig )?(?:[Tt]hanks,?(?: to)?|[Tt]hank you,?|[Kk]udos to|[Pp]rops to|[Cc]redits? (?:goes )?to|(?:[Cc]ontributed|[Rr]eported|[Ss]uggested|[Dd]iscovered|[Ff]ound|[Ii]mplemented|[Ff]ixed|[Pp]atch(?:ed)?|[Aa]uthored|[Ww]ritten) by) (?=[A-Z][\w'’-]*)[^.!`\n]*[.!]*$/;

function withoutThanks(text: string): string {
  return text.replaceAll(inBrackets, '').replace(atEnd, '');
}

/** What is left behind where someone was named. */
function tidied(text: string): string {
  const parts = text.split(codeSpan).map((part, n) => (n % 2 === 1 ? part : withoutGaps(part)));
  return parts
    .join('')
    .replace(/^[\s,;:–—-]+/, '')
    .replace(/[\s,;:–—-]+$/, '')
    .replace(/(?:^|\s)(?:[Tt]hanks?|[Tt]hank you)[!.]*$/, '')
    .trim();
}

function withoutGaps(text: string): string {
  return text
    .replaceAll(/\(\s*[,;]?\s*\)/g, '')
    .replaceAll(/[ \t]{2,}/g, ' ')
    .replaceAll(/\s+([,.;:!?)])/g, '$1')
    .replaceAll(/\(\s+/g, '(');
}
