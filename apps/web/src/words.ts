const rules = new Intl.PluralRules('ru-RU');
const figure = new Intl.NumberFormat('ru-RU');

/** `1 балл`, `2 балла`, `5 баллов`. */
export function counted(n: number, one: string, few: string, many: string): string {
  const form = rules.select(n);
  return `${figure.format(n)} ${form === 'one' ? one : form === 'few' ? few : many}`;
}

export const ofPoints = (n: number): string => counted(n, 'балл', 'балла', 'баллов');

export const ofMentees = (n: number): string => counted(n, 'наставляемый', 'наставляемых', 'наставляемых');

const COLLECTIVE: Record<number, string> = { 2: 'двое', 3: 'трое', 4: 'четверо' };

/** `сменит наставника один наставляемый`, `сменят наставника двое`, `сменят наставника 7 наставляемых`. */
export function movers(n: number): string {
  if (n === 0) return 'никто не сменит наставника';
  if (n === 1) return 'сменит наставника один наставляемый';
  const verb = rules.select(n) === 'one' ? 'сменит' : 'сменят';
  return `${verb} наставника ${COLLECTIVE[n] ?? ofMentees(n)}`;
}

/** What all together lose (or win): `подбор в целом потеряет 37 баллов`. */
export function lossInWords(loss: { matched: number; worst: number | null; points: number }): string {
  const parts: string[] = [];
  if (loss.matched > 0) parts.push(`без наставника останется на ${figure.format(loss.matched)} больше`);
  if (loss.matched < 0) parts.push(`наставника получит на ${figure.format(-loss.matched)} больше`);
  if (loss.worst) {
    const change = loss.worst > 0 ? 'ослабнет' : 'усилится';
    parts.push(`самая слабая пара ${change} на ${ofPoints(Math.abs(loss.worst))}`);
  }
  if (loss.points > 0) parts.push(`подбор в целом потеряет ${ofPoints(loss.points)}`);
  if (loss.points < 0) parts.push(`подбор в целом выиграет ${ofPoints(-loss.points)}`);
  return parts.length === 0 ? 'подбор в целом ничего не теряет' : parts.join(', ');
}
