interface Props {
  ready?: number;
  wanted?: number;
  /** Nothing is missing although the figures differ: what ran has finished. */
  isDone?: boolean;
}

/** Ready of wanted, in tabular figures; marked when some are missing. */
export function ReadyCount({ ready = 0, wanted = 0, isDone = false }: Props) {
  return (
    <span className={ready < wanted && !isDone ? 'kp-number kp-number--short' : 'kp-number'}>
      {ready}/{wanted}
    </span>
  );
}
