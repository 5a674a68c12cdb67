import type { ComponentChildren } from "preact";
import type { Asked } from "cicada/app/asked";
import { Banner } from "cicada/app/notice";
import { sentenceOf } from "cicada/app/refused";

/** What is seen of an answer: itself, that it is on its way, or why it does not come. An older answer stays below the reason. */
export function Answer<T>({ asked, what, again, children }: { asked: Asked<T>; what: string; again: () => void; children: (answer: T) => ComponentChildren }) {
  return (
    <>
      {asked.error !== null && (
        <Banner kind="bad">
          {sentenceOf(asked.error)} {asked.answer !== null && "What is shown is older. "}<button type="button" class="link" onClick={again}>Ask again</button>
        </Banner>
      )}
      {asked.answer !== null ? children(asked.answer) : asked.error === null && <p class="empty" role="status">Reading {what} …</p>}
    </>
  );
}
