/** Numbers as Russian readers write them: a comma, a real minus, spaces between thousands. */
export function decimal(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined) return '–';
  const text = value.toFixed(digits);
  const isZero = Number(text) === 0;
  const [whole = '', part] = (isZero ? text.replace('-', '') : text).replace('-', '−').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0');
  return part === undefined ? grouped : `${grouped},${part}`;
}

/** With its sign: a change. */
export function signed(value: number | null | undefined, digits: number): string {
  const text = decimal(value, digits);
  return value !== null && value !== undefined && Number(value.toFixed(digits)) > 0 ? `+${text}` : text;
}

/** `[0,12; 0,40]` */
export function interval(ci: [number, number] | null | undefined, digits: number): string {
  return ci === null || ci === undefined ? '–' : `[${signed(ci[0], digits)}; ${signed(ci[1], digits)}]`;
}

export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : `${decimal(share * 100, 0)} %`;
}

/** `< 0,001`, else three decimals. */
export function probability(p: number | null | undefined): string {
  if (p === null || p === undefined) return '–';
  return p < 0.001 ? '< 0,001' : decimal(p, 3);
}
