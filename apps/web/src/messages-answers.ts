import { counted, lossInWords, movers, ofPoints } from './words.js';

/** What the pages say about the answers to a curator's questions. */
export const answers = {
  loading: 'Считаем…',
  nobody: 'без наставника',
  movesTitle: 'Кто сменит наставника',
  moveColumns: {
    mentee: 'Наставляемый',
    from: 'Был наставник',
    to: 'Станет наставник',
    points: 'Оценка пары',
  },
  change: (before: string, after: string) => `${before} → ${after}`,
  wish: {
    lock: ({ mentor, mentee }: { mentor: string; mentee: string }) =>
      `Что будет, если ${mentee} получит наставника ${mentor}`,
    exclude: ({ mentor, mentee }: { mentor: string; mentee: string }) =>
      `Что будет, если не предлагать ${mentee} наставника ${mentor}`,
    priceOf: (mentor: string) => `Цена замены на ${mentor}`,
    price: 'Цена замены',
    priceWithout: 'Цена отказа',
    rematch: 'Подобрать заново с этим условием',
    close: 'Закрыть',
    kept: 'Пока ничего не изменилось: условие начнёт действовать в новом подборе.',
  },
  whyNot: {
    title: 'Почему не этот наставник?',
    lead: 'Выберите двоих: система назовёт правило, которое мешает, или точную цену такой замены.',
    ask: 'Спросить',
    wouldHelp: 'Что изменило бы ответ:',
  },
  diff: {
    title: 'Сравнение с прошлым подбором',
    totals: (before: string, after: string) => `Сумма баллов: ${before} → ${after}.`,
    matched: (before: number, after: number) => `Подобрано: ${before} → ${after}.`,
    same: 'Пары те же.',
    kept: (n: number) => `Без изменений: ${counted(n, 'пара', 'пары', 'пар')}.`,
    moved: (n: number) => `Сменили наставника: ${n}`,
    newly: (n: number) => `Получили наставника: ${n}`,
    leftOut: (n: number) => `Остались без наставника: ${n}`,
    gone: (ids: string[]) => `Больше не участвуют: ${ids.join(', ')}.`,
    joined: (ids: string[]) => `Впервые участвуют: ${ids.join(', ')}.`,
  },
  fairness: {
    title: 'Справедливость: кому достались наставники',
    columns: {
      group: 'Группа',
      n: 'Наставляемых',
      matched: 'С наставником',
      coverage: 'Охват',
      mean: 'Средняя оценка',
      median: 'Медиана',
      worst: 'Слабейшая пара',
      gini: 'Неравенство (Джини)',
    },
    by: { all: 'Все', category: 'По категориям', grade: 'По классам', tier: 'По очереди' },
    giniHint: 'Коэффициент Джини оценок: 0 — все пары равны, ближе к 1 — оценки очень разные.',
    price: (gained: number, lost: number) =>
      `Если сначала усиливать самую слабую пару, она станет сильнее на ${ofPoints(gained)}, а подбор в целом потеряет ${ofPoints(lost)}.`,
    noPrice: 'Сделать самую слабую пару сильнее нельзя, не оставив кого-то без наставника.',
    frontier: 'Слабейшая пара и сумма баллов: что с чем сочетается',
    worst: 'Слабейшая пара',
    total: 'Сумма баллов',
  },
  recruitment: {
    title: 'Где нужны наставники',
    lead: 'Сколько даст подбору одно дополнительное место у наставника, знающего тему.',
    columns: {
      topic: 'Тема',
      mentors: 'Наставников',
      asked: 'Запросов',
      leftOut: 'Без наставника',
      place: 'Ещё одно место даст',
    },
    noMentor: 'наставников по теме нет: нужен новый',
    nothing: 'ничего: мест хватает',
    gain: ({ matched, points }: { matched: number; points: number }) =>
      [
        matched > 0 ? `${counted(matched, 'пару', 'пары', 'пар')} больше` : '',
        points > 0 ? `плюс ${ofPoints(points)}` : points < 0 ? `минус ${ofPoints(-points)}` : '',
      ]
        .filter((part) => part !== '')
        .join(', '),
    mentors: 'У кого места всего нужнее',
  },
  rerun: {
    keep: 'Менять как можно меньше предложенных пар',
    loss: 'теряя не больше, %',
    summary: (loss: { matched: number; worst: number | null; points: number }, moved: number) =>
      `По сравнению с прошлым подбором: ${lossInWords(loss)}, ${movers(moved)}.`,
    kept: ({
      changes,
      leastChanges,
      lostPoints,
    }: {
      changes: number;
      leastChanges: number;
      lostPoints: number;
    }) =>
      [
        `Изменено объявленных пар: ${changes}`,
        changes === leastChanges
          ? ' (меньше нельзя, это доказано)'
          : ` (доказано, что не меньше ${leastChanges})`,
        lostPoints > 0 ? `; ради этого подбор уступает наилучшему ${ofPoints(lostPoints)}.` : '.',
      ].join(''),
  },
  alternative: (points: string, loss: string) =>
    loss === '' ? `оценка ${points}` : `оценка ${points}; ${loss}`,
};
