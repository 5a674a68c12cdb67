import { useSignal } from "@preact/signals";
import { CloseIcon, PlusIcon } from "cicada/app/icons";

/** Run labels to change: chips of `key=value` to put away, and a field for a new one. */
export function LabelsEditor({ labels, change, known = {}, id }: {
  labels: Record<string, string>;
  change: (labels: Record<string, string>) => void;
  /** Labels that other runs have: key → values. */
  known?: Record<string, string[]>;
  id?: string;
}) {
  const text = useSignal("");
  const add = () => {
    const [key = "", ...value] = text.value.split("=");
    if (key.trim() === "") { return; }
    change({ ...labels, [key.trim()]: value.join("=").trim() });
    text.value = "";
  };
  const list = `${id ?? "labels"}-known`;
  return (
    <div class="labels-editor">
      {Object.entries(labels).map(([key, value]) => (
        <span key={key} class="chip">
          {labelText(key, value)}
          <button type="button" aria-label={`Take away the label ${key}`} onClick={() => change(Object.fromEntries(Object.entries(labels).filter(([other]) => other !== key)))}><CloseIcon /></button>
        </span>
      ))}
      <span class="label-new">
        <input id={id} type="text" aria-label={id ? undefined : "New run label"} placeholder="key=value" list={list} value={text.value} onInput={event => { text.value = event.currentTarget.value; }}
          onBlur={add}
          onKeyDown={event => {
            // Enter adds the label; with nothing written it goes on to the form.
            if (event.key === "Enter" && text.value.trim() !== "") { event.preventDefault(); add(); }
          }} />
        <datalist id={list}>{Object.entries(known).flatMap(([key, values]) => values.slice(0, 20).map(value => <option key={`${key}=${value}`} value={`${key}=${value}`} />))}</datalist>
        <button type="button" class="quiet icon" aria-label="Add the label" onClick={add}><PlusIcon /></button>
      </span>
    </div>
  );
}

export function labelText(key: string, value: string): string {
  return value === "" ? key : `${key}=${value}`;
}
