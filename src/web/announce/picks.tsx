/** One choice of several. */
export interface Pick<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly count?: number;
}

/** Buttons of which one is chosen. */
export function PickOne<Value extends string>({
  label,
  picks,
  value,
  choose,
}: {
  readonly label: string;
  readonly picks: readonly Pick<Value>[];
  readonly value: Value;
  readonly choose: (value: Value) => void;
}) {
  return (
    <fieldset className="ann-picks" aria-label={label}>
      {picks.map(pick => (
        <button key={pick.value} type="button" aria-pressed={pick.value === value} onClick={() => choose(pick.value)}>
          {pick.label}
        </button>
      ))}
    </fieldset>
  );
}

/** Buttons of which any are chosen. */
export function PickMany({
  label,
  picks,
  values,
  choose,
}: {
  readonly label: string;
  readonly picks: readonly Pick<string>[];
  readonly values: readonly string[];
  readonly choose: (values: string[]) => void;
}) {
  return (
    <fieldset className="ann-picks" aria-label={label}>
      {picks.map(({ value, label: name, count }) => {
        const isOn = values.includes(value);
        return (
          <button
            key={value}
            type="button"
            aria-pressed={isOn}
            onClick={() => choose(isOn ? values.filter(one => one !== value) : [...values, value])}
          >
            {name}
            {count !== undefined && <span className="m x12 num">{count}</span>}
          </button>
        );
      })}
    </fieldset>
  );
}
