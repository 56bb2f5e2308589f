import type { RecordOf } from './records.ts';
import type { DocumentOf, RecordRoom } from './room.ts';

/** The topic of a question that names none and is in no folder of its own. */
const general = 'General';

/** A question with the other words in which it is asked. */
export function questionRecord(_room: RecordRoom, document: DocumentOf<'question'>): RecordOf<'question'> {
  const { topic, alsoAsked } = document.frontMatter;
  return { kind: 'question', topic: topic ?? folderTopic(document.file), alsoAsked };
}

/** `Continuous integration` of `questions/continuous-integration/caches.md`. */
function folderTopic(file: string): string {
  const folder = file.split('/').slice(1, -1)[0]?.replaceAll(/[-_]+/g, ' ').trim();
  return folder === undefined || folder === '' ? general : folder.slice(0, 1).toUpperCase() + folder.slice(1);
}

/** Reports words that two questions claim, at the later one. */
export function reportSharedWords(room: RecordRoom): void {
  const first = new Map<string, DocumentOf<'question'>>();
  for (const question of room.ofKind('question')) {
    const { title, alsoAsked } = question.frontMatter;
    [title, ...alsoAsked].forEach((words, index) => {
      const key = words.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
      const other = first.get(key);
      if (other === undefined) first.set(key, question);
      else if (other !== question) room.report('ALM0818', question, index === 0 ? ['title'] : ['alsoAsked', index - 1], `${other.file} answers \`${words}\` too.`);
    });
  }
}
