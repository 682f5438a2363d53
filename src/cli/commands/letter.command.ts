import type { Command } from 'commander';
import type { DataSource } from 'typeorm';
import type { Redress } from '../../composition/assemble-redress.ts';
import { ReportError } from '../../reports/report-error.ts';
import { type KeptLetter, verifyLetter } from '../../reports/runs/remake-letter.ts';
import { unpackBodies } from '../../schema/reports/letter-bodies.ts';
import { LetterContent } from '../../schema/reports/letter-content.entity.ts';
import { Run } from '../../schema/reports/run.entity.ts';
import { CommandError } from '../command.error.ts';
import { withRedress } from '../with-redress.ts';

interface VerifyOptions {
  run?: string;
}

/** `redress letter verify`: makes letters again from what they were made from, and compares every byte. */
export function addLetterCommand(program: Command): void {
  program
    .command('letter')
    .description('letters that are kept: verify')
    .command('verify')
    .description('makes kept letters again and compares every byte')
    .argument('[id...]', 'identifiers of letters; all that are kept if left out')
    .option('--run <id>', 'only letters of this run')
    .action((ids: string[], options: VerifyOptions) =>
      withRedress(async (redress) => {
        const counts = { same: 0, otherVersion: 0, wrong: 0 };
        for await (const content of readKept(redress, ids, options)) {
          const problem = await describeProblem(redress, content);
          if (problem === null) counts.same += 1;
          else {
            counts[problem.isWrong ? 'wrong' : 'otherVersion'] += 1;
            process.stdout.write(`${content.letterId}: ${problem.words}\n`);
          }
        }
        process.stdout.write(
          `${counts.same} letters are the same, byte for byte; ${counts.wrong} are not; ${counts.otherVersion} were made by another version of their report.\n`,
        );
        if (counts.wrong > 0) process.exitCode = 1;
      }),
    );
}

const pageSize = 50;

/** Kept letters by their identifiers, so many at a time. @throws CommandError for an identifier of none. */
async function* readKept(
  { databases }: Redress,
  ids: readonly string[],
  { run }: VerifyOptions,
): AsyncGenerator<KeptLetter & { letterId: string }> {
  const repository = databases.reports.getRepository(LetterContent);
  const missing = new Set(ids);
  for (let after = ''; ; ) {
    const query = repository
      .createQueryBuilder('c')
      .where('c.letterId > :after', { after })
      .orderBy('c.letterId')
      .limit(pageSize);
    if (ids.length > 0) query.andWhere('c.letterId IN (:...ids)', { ids });
    if (run !== undefined) {
      query.andWhere('c.letterId IN (SELECT l.id FROM letter l WHERE l.run_id = :run)', { run });
    }
    const page = await query.getMany();
    const last = page.at(-1);
    if (last === undefined) {
      const [unknown] = missing;
      if (unknown !== undefined) throw notKept(unknown, await isRun(databases.reports, unknown));
      if (after === '' && run !== undefined) throw notKept(run, false);
      return;
    }
    for (const content of page) {
      missing.delete(content.letterId);
      yield { ...content, ...unpackBodies(content.bodies) };
    }
    after = last.letterId;
  }
}

function isRun(reports: DataSource, id: string): Promise<boolean> {
  return reports.getRepository(Run).existsBy({ id });
}

function notKept(id: string, isOneRun: boolean): CommandError {
  const hint = isOneRun
    ? `That is a run: "redress letter verify --run ${id}" looks at its letters.`
    : 'See the letters of a run with "redress run show".';
  return new CommandError(
    'LETTER_NOT_KEPT',
    `[letter] verify: expected letters of runs that are rendered, but got ${JSON.stringify(id)}. ${hint}`,
  );
}

async function describeProblem(
  { engine }: Redress,
  kept: KeptLetter,
): Promise<{ isWrong: boolean; words: string } | null> {
  try {
    const verdict = await verifyLetter(engine, kept);
    switch (verdict.kind) {
      case 'same':
        return null;
      case 'damaged':
        return {
          isWrong: true,
          words: `what is kept has the hash ${verdict.sha256}, not ${kept.sha256}: it was changed.`,
        };
      case 'otherVersion':
        return {
          isWrong: false,
          words: `made by ${kept.reportName} ${kept.reportVersion}; ${verdict.version} is installed. Its hash is right.`,
        };
      case 'different':
        return { isWrong: true, words: `${verdict.parts.join(', ')} came out differently.` };
    }
  } catch (error) {
    if (error instanceof ReportError) return { isWrong: true, words: error.message };
    throw error;
  }
}
