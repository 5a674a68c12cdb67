import { useMemo } from "preact/hooks";
import { CopyIcon } from "cicada/app/icons";
import { notify } from "cicada/app/notice";
import { copyText } from "cicada/chart/save";
import { csharpLines, type Token } from "cicada/run/tabs/csharp";

/** So many lines are coloured; what is longer is no file one reads here. */
const COLOURED = 5000;

/** The program's file with line numbers. */
export function Code({ name, text }: { name: string; text: string }) {
  const lines = useMemo(() => csharpLines(text, COLOURED), [text]);
  const copy = async () => notify(await copyText(name, text) === "copied" ? "The file is on the clipboard." : "The file was saved.", "good");
  return (
    <section class="card code-card">
      <header class="code-head">
        <h2 class="mono">{name}</h2>
        <button type="button" class="quiet" onClick={() => void copy()}><CopyIcon />Copy</button>
      </header>
      <pre class="code" tabIndex={0} aria-label={`The text of ${name}`}>
        {lines.map((tokens, i) => <CodeLine key={i} number={i + 1} tokens={tokens} />)}
      </pre>
    </section>
  );
}

function CodeLine({ number, tokens }: { number: number; tokens: readonly Token[] }) {
  return (
    <span class="code-line">
      <span class="code-number" aria-hidden="true" data-number={number} />
      <code>{tokens.map(({ kind, text }, i) => kind === "plain" ? text : <span key={i} class={`code-${kind}`}>{text}</span>)}{"\n"}</code>
    </span>
  );
}
