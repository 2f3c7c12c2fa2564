import type { Titled } from '../api/types.js';
import { useApi } from '../api/use-api.js';

interface Measure {
  indicator: string;
  topic: string | null;
  instrument: { id: string } | null;
}

/** The Russian name of what a line measures: indicator, topic and instrument, from the catalogue. */
export function useMeasureTitle(): (measure: Measure) => string {
  const indicators = useApi<{ items: Titled[] }>('/v1/catalogue/indicators');
  const topics = useApi<{ items: Titled[] }>('/v1/catalogue/topics');
  const instruments = useApi<{ items: Titled[] }>('/v1/catalogue/instruments');
  const title = (list: Titled[] | undefined, code: string) =>
    list?.find((entry) => entry.code === code)?.title.ru ?? code;
  return ({ indicator, topic, instrument }) => {
    const name = title(indicators.data?.items, indicator);
    const subject = topic ? `: ${title(topics.data?.items, topic)}` : '';
    const by = instrument ? ` (${title(instruments.data?.items, instrument.id)})` : '';
    return name + subject + by;
  };
}
