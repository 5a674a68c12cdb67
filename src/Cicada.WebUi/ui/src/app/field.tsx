import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

/** What an input of a field needs, so that its label, its explanation and what is wrong with it are read with it. */
export interface FieldAttributes {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

export interface FieldProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  problem?: string | null | undefined;
  class?: string;
  children: (attributes: FieldAttributes) => ComponentChildren;
}

/** A labelled field of a form with a few words on what it is for, and the sentence on what is wrong with it. */
export function Field({ label, hint, problem, class: name = "", children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", problem ? `${id}-problem` : ""].filter(part => part !== "").join(" ");
  return (
    <div class={`field ${name}${problem ? " invalid" : ""}`}>
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": problem ? true : undefined })}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {problem && <p class="problem" id={`${id}-problem`}>{problem}</p>}
    </div>
  );
}

export interface TextFieldProps {
  label: ComponentChildren;
  hint?: ComponentChildren;
  problem?: string | null | undefined;
  value: string;
  change: (value: string) => void;
  /** Shown as dots. */
  isSecret?: boolean;
  name?: string;
  class?: string;
  placeholder?: string;
  autocomplete?: string;
  /** Which keys a telephone shows. */
  inputMode?: "text" | "numeric" | "decimal" | "url";
  required?: boolean;
  autofocus?: boolean;
  disabled?: boolean;
}

export function TextField({ label, hint, problem, value, change, isSecret = false, autofocus = false, class: name = "", ...rest }: TextFieldProps) {
  const element = useRef<HTMLInputElement>(null);
  // The attribute works only while a page loads.
  useEffect(() => { if (autofocus) { element.current?.focus(); } }, []);
  return (
    <Field label={label} hint={hint} problem={problem} class={name}>
      {attributes => {
        const all = { ...rest, ...attributes, ref: element, value, onInput: (event: { currentTarget: HTMLInputElement }) => change(event.currentTarget.value) };
        return isSecret ? <input {...all} type="password" /> : <input {...all} type="text" />;
      }}
    </Field>
  );
}
