import type { Diff } from '../api/answer-types.js';
import { num } from '../format.js';
import { ru } from '../messages.js';
import { LazySection } from './lazy-section.js';
import { MovesTable } from './moves-table.js';

/** Who has whom now, against the matching before. */
export function DiffSection({ matching, before }: { matching: string; before: string }) {
  return (
    <LazySection<Diff> title={ru.answers.diff.title} path={`/v1/matchings/${matching}/diff?with=${before}`}>
      {(diff) => <Differences diff={diff} />}
    </LazySection>
  );
}

function Differences({ diff }: { diff: Diff }) {
  const text = ru.answers.diff;
  const { before, after, kept, moved, matched, leftOut, gone, joined } = diff;
  const changed = moved.length + matched.length + leftOut.length;
  return (
    <>
      <p>
        {text.matched(before.matched, after.matched)}{' '}
        {text.totals(num(before.totalPoints), num(after.totalPoints))}{' '}
        {changed === 0 ? text.same : text.kept(kept.length)} {gone.length > 0 && text.gone(gone)}{' '}
        {joined.length > 0 && text.joined(joined)}
      </p>
      <MovesTable moves={moved} title={text.moved(moved.length)} />
      <MovesTable moves={matched} title={text.newly(matched.length)} />
      <MovesTable moves={leftOut} title={text.leftOut(leftOut.length)} />
    </>
  );
}
