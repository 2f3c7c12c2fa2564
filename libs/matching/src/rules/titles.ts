import type { BarReason } from './types.js';

/** What a curator reads where a rule of the engine itself, not of the catalogue, stops a pair. */
export const BUILT_IN_TITLES = {
  'mentor-kind': 'Наставник этой категории не предусмотрен формой наставничества',
  'mentee-kind': 'Наставляемый этой категории не предусмотрен формой наставничества',
  'same-person': 'Наставник и наставляемый – один и тот же человек',
  external: 'Наставник из другой организации, а программа внешних наставников не допускает',
  'min-score': 'Оценка пары ниже установленного порога',
  'no-places': 'У наставника нет свободных мест',
} as const;

export type BuiltInRule = keyof typeof BUILT_IN_TITLES;

/** What a curator reads where people, not rules, have ruled a pair out. */
export const BAR_TITLES: Record<BarReason, string> = {
  rejected: 'Пара отклонена куратором',
  excluded: 'Пара исключена из этого подбора',
  'do-not-pair': 'Педагог-психолог просил не объединять этих участников',
  kinship: 'Участники – родственники',
  veto: 'Наложено вето на эту пару',
  conflict: 'Прежняя пара этих участников завершилась конфликтом',
  declined: 'Один из участников отказался от этой пары',
  reciprocal: 'Наставляемый уже сам наставник этого участника в той же форме',
};
