import type { FormOption, StartForm } from "cicada/api";
import { TextField } from "cicada/app/field";

/** The fields of the options a test declares for itself, as the server names them. */
export function ownFields(form: StartForm): string[] {
  return form.options.map(option => `options.${option.name}`);
}

export function Options({ options, values, change, problem }: {
  options: FormOption[]; values: Record<string, string>; change: (values: Record<string, string>) => void; problem: (field: string) => string | null;
}) {
  if (options.length === 0) { return null; }
  return (
    <fieldset class="start-part">
      <legend>The test's own options</legend>
      <div class="start-fields">
        {options.map(option => (
          <TextField key={option.name} label={<code>{option.name}</code>} hint={option.description} isSecret={option.is_secret} autocomplete={option.is_secret ? "new-password" : "off"}
            placeholder={option.is_secret ? "as on the command line" : option.default_value ?? ""} value={values[option.name] ?? ""} change={value => change({ ...values, [option.name]: value })} problem={problem(`options.${option.name}`)} />
        ))}
      </div>
    </fieldset>
  );
}
