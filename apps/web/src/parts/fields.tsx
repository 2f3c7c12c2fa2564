import type { ReactNode } from 'react';

interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
}

export function TextField({
  label,
  value,
  onChange,
  required = false,
  type = 'text',
  list,
}: FieldProps & {
  type?: 'text' | 'search' | 'date' | 'datetime-local' | 'number';
  /** What is offered to choose from; anything else may be written too. */
  list?: { id: string; items: readonly string[] };
}) {
  return (
    <label>
      {label}
      <input
        type={type}
        required={required}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        {...(list && { list: list.id })}
      />
      {list && (
        <datalist id={list.id}>
          {list.items.map((item) => (
            <option key={item} value={item} />
          ))}
        </datalist>
      )}
    </label>
  );
}

export function TextArea({ label, value, onChange, required = false }: FieldProps) {
  return (
    <label className="wide">
      {label}
      <textarea
        rows={3}
        required={required}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}

export interface Option {
  value: string;
  title: string;
}

export function SelectField({
  label,
  value,
  onChange,
  required = false,
  options,
  none,
}: FieldProps & {
  options: readonly Option[];
  /** The first line, for no choice. */
  none?: string;
}) {
  return (
    <label>
      {label}
      <select required={required} value={value} onChange={(event) => onChange(event.target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.title}
          </option>
        ))}
      </select>
    </label>
  );
}

export function CheckField({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

/** Fields in a row and what sends them. */
export function Form({
  submit,
  busy,
  onSubmit,
  children,
}: {
  submit: string;
  busy: boolean;
  onSubmit: () => void;
  children?: ReactNode;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <div className="fields">{children}</div>
      <button type="submit" aria-busy={busy} disabled={busy}>
        {submit}
      </button>
    </form>
  );
}
