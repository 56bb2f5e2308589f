import type { CodeDefinition } from '../definition.ts';

/** Objectives, roadmap, roles, surveys, feedback: 082x to 084x. */
export const planningCodes = {
  ALM0820: {
    title: 'Not an object of OpenSLO v1',
    severity: 'error',
    why: 'Files below slos hold OpenSLO v1 only; anything else there would be passed over in silence.',
    fix: 'Write `apiVersion: openslo/v1` and one of its kinds, or move the document elsewhere.',
  },
  ALM0821: {
    title: 'Objective names something that is not there',
    severity: 'error',
    why: 'What it refers to is in no file below slos, so that part of it cannot be shown.',
    fix: 'Correct the name, or add the object.',
  },
  ALM0822: {
    title: 'Plan names something that is not in the catalog',
    severity: 'error',
    why: 'The reference leads nowhere: what it says does not show on the page it was meant for.',
    fix: 'Correct the reference, or declare the entity.',
  },
  ALM0823: {
    title: 'Two of the same name',
    severity: 'error',
    why: 'Their pages would have the same address, so only the first of them is used.',
    fix: 'Rename or remove one of them.',
  },
  ALM0824: {
    title: 'Credential in an objective',
    severity: 'warning',
    why: 'Everyone who can read the content folder can read it. It is not published.',
    fix: 'Remove it, replace the credential, and let the tool that runs the query keep the new one.',
  },
  ALM0825: {
    title: 'Moves of a roadmap item do not lead to its quarter',
    severity: 'error',
    why: 'The history is shown as a way from quarter to quarter; this step leads nowhere, or comes before the one above it.',
    fix: 'List the moves earliest first, each with the quarter it was planned for until then.',
  },
  ALM0826: {
    title: 'Role that the matrix does not declare',
    severity: 'error',
    why: 'There is no column for it, so what it may do is not shown.',
    fix: 'Correct the name, or declare the role.',
  },
  ALM0827: {
    title: 'Area without exactly one accountable team',
    severity: 'error',
    why: 'With none nobody answers for it, with several each may wait for the other. The area is left out.',
    fix: 'Name exactly one team under `accountable`.',
  },
  ALM0828: {
    title: 'Team with parts that exclude each other',
    severity: 'warning',
    why: 'Who does the work or answers for it is neither merely asked nor merely told.',
    fix: 'Keep the part that says most.',
  },
  ALM0840: {
    title: 'Survey whose answers cannot be read',
    severity: 'error',
    why: 'Without its file of answers there are no results to show.',
    fix: 'Put the answers beside the survey, as CSV in UTF-8 with the same name.',
  },
  ALM0841: {
    title: 'Answers lack a column',
    severity: 'error',
    why: 'The question or grouping is left out: there is nothing to count.',
    fix: 'Name the column as the first line of the file does, or export the answers anew.',
  },
  ALM0842: {
    title: 'Answers that are none of those declared',
    severity: 'warning',
    why: 'They are not counted. What they say is not repeated here, since it may tell who wrote it.',
    fix: 'Declare the label or group, or correct the file.',
  },
  ALM0843: {
    title: 'Line of answers that does not fit its columns',
    severity: 'warning',
    why: 'It has more or fewer fields than the first line names, so it is not counted.',
    fix: 'Correct the line; a field that holds the separator must be in quotes.',
  },
  ALM0844: {
    title: 'Survey that cannot be compared with the one before',
    severity: 'error',
    why: 'The survey named is not there, is not earlier, or asked otherwise.',
    fix: 'Correct `previous`, or give the question that changed a new id.',
  },
  ALM0845: {
    title: 'Column of answers that nothing reads',
    severity: 'note',
    why: 'It is neither counted nor published, but kept in the content folder; columns with names, addresses or times tell who answered.',
    fix: 'Remove the column from the file, or declare the question.',
  },
  ALM0846: {
    title: 'Label that the question does not have',
    severity: 'error',
    why: 'A favourable answer that nobody can give makes the share wrong.',
    fix: 'Write it as it stands under `labels`.',
  },
  ALM0847: {
    title: 'More answers than people who were asked',
    severity: 'error',
    why: 'A response rate above 100% is no rate: the population is wrong, or somebody answered twice.',
    fix: 'Correct `population`, or remove the answers that came twice.',
  },
} as const satisfies Record<`ALM08${string}`, CodeDefinition>;
