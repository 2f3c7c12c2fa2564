import { useEffect, useRef, useState } from 'react';
import type { WhatIf, Wish } from '../api/answer-types.js';
import { post } from '../api/client.js';
import { ru } from '../messages.js';
import { Failure } from './failure.js';
import { MovesTable } from './moves-table.js';

/** A wish that a curator weighs, with what it is called. */
export interface WeighedWish {
  title: string;
  wish: Wish;
}

/** The price of a wish, before anybody acts on it. */
export function WishDialog({
  matching,
  weighed,
  onRematch,
  onClose,
}: {
  matching: string;
  weighed: WeighedWish;
  onRematch: (wish: Wish) => void;
  onClose: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [price, setPrice] = useState<WhatIf>();
  const [error, setError] = useState<Error>();
  const text = ru.answers;
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    post<WhatIf>(`/v1/matchings/${matching}/what-if`, weighed.wish).then(
      ({ body }) => setPrice(body),
      setError,
    );
  }, [matching, weighed]);
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="wish-title">
      <article>
        <h3 id="wish-title">{weighed.title}</h3>
        <div role="status">
          <Failure error={error} />
          {!price && !error && <p aria-busy="true">{text.loading}</p>}
          {price && <p>{price.explanation}</p>}
        </div>
        {price && <MovesTable moves={price.moves} title={text.movesTitle} />}
        {price && !price.infeasible && <small>{text.wish.kept}</small>}
        <footer>
          <button className="secondary" onClick={() => dialog.current?.close()}>
            {text.wish.close}
          </button>
          {price && !price.infeasible && (
            <button onClick={() => onRematch(weighed.wish)}>{text.wish.rematch}</button>
          )}
        </footer>
      </article>
    </dialog>
  );
}
