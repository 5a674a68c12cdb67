import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Dialog } from "cicada/app/dialog";

export interface Confirmation {
  title: string;
  text: ComponentChildren;
  /** What the button says that does it: `Delete 3 runs`. */
  act: string;
  danger?: boolean;
}

const open = signal<(Confirmation & { answer: (yes: boolean) => void }) | null>(null);

/** Asks once: `if (await confirm({ … })) { … }`. */
export function confirm(question: Confirmation): Promise<boolean> {
  open.value?.answer(false);
  return new Promise(resolve => {
    open.value = { ...question, answer: yes => { open.value = null; resolve(yes); } };
  });
}

/** Where the question appears; the shell has it. */
export function Confirmations() {
  const question = open.value;
  if (question === null) { return null; }
  return (
    <Dialog title={question.title} close={() => question.answer(false)}>
      <form method="dialog" onSubmit={event => { event.preventDefault(); question.answer(true); }}>
        <div class="dialog-text">{question.text}</div>
        <div class="actions end">
          <button type="button" onClick={() => question.answer(false)}>Cancel</button>
          <button type="submit" class={question.danger ? "danger" : "primary"} autofocus>{question.act}</button>
        </div>
      </form>
    </Dialog>
  );
}
