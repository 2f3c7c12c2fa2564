const number = new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat('ru-RU', { style: 'percent', maximumFractionDigits: 0 });
const day = new Intl.DateTimeFormat('ru-RU', { timeZone: 'UTC' });

/** A dash stands for a figure that is not given; its reason is in the report itself. */
const DASH = '—';

export const num = (value: number | null | undefined): string =>
  value === null || value === undefined ? DASH : number.format(value);

export const share = (value: number | null | undefined): string =>
  value === null || value === undefined ? DASH : percent.format(value);

export const date = (value: string | null | undefined): string =>
  value ? day.format(new Date(`${value}T00:00:00Z`)) : DASH;

export const interval = (value: readonly [number, number] | readonly number[] | null | undefined): string =>
  value ? `[${num(value[0])}; ${num(value[1])}]` : '';

/** p is never printed as zero. */
export const p = (value: number | null | undefined): string => {
  if (value === null || value === undefined) return DASH;
  return value < 0.001
    ? '< 0,001'
    : new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 3 }).format(value);
};

/** Points are ten-thousandths of a full score. */
export const points = (value: number | null | undefined): string =>
  value === null || value === undefined ? DASH : share(value / 10_000);
