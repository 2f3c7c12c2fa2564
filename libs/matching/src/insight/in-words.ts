import type { Regret } from '../explain/regret.js';
import { mentees, ofPoints, plural } from '../pool/russian.js';

const COLLECTIVE: Record<number, string> = { 2: 'двое', 3: 'трое', 4: 'четверо' };

/**
 * The price of a wish as one Russian sentence for curators: «Подбор в целом потеряет 37 баллов, сменят наставника
 * двое». People come before points, and gains are told as gains.
 *
 * @param moved how many mentees get another mentor, or none, or one only now
 */
export function wishInWords(loss: Regret, moved: number): string {
  const parts = [...lossInWords(loss), movers(moved)];
  const text = parts.join(', ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function lossInWords({ matched, worst, points }: Regret): string[] {
  const parts: string[] = [];
  matched.forEach((count, k) => {
    const tier = matched.length > 1 ? ` ${k + 1}-й очереди` : '';
    if (count > 0) parts.push(`без наставника останется на ${mentees(count)}${tier} больше`);
    if (count < 0) parts.push(`наставника получит на ${mentees(-count)}${tier} больше`);
  });
  if (worst) {
    parts.push(
      `самая слабая пара станет ${worst > 0 ? 'слабее' : 'сильнее'} на ${ofPoints(Math.abs(worst))}`,
    );
  }
  if (points !== 0) {
    parts.push(`подбор в целом ${points > 0 ? 'потеряет' : 'выиграет'} ${ofPoints(Math.abs(points))}`);
  }
  return parts.length === 0 ? ['подбор в целом ничего не теряет'] : parts;
}

function movers(count: number): string {
  if (count === 0) return 'никто не сменит наставника';
  if (count === 1) return 'сменит наставника один наставляемый';
  const verb = plural(count, 'сменит', 'сменят', 'сменят');
  return `${verb} наставника ${COLLECTIVE[count] ?? mentees(count)}`;
}
