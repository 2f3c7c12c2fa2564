import type { Titled } from '../api/types.js';
import { useApi } from '../api/use-api.js';

/** The Russian names of indicators and topics, from the catalogue. */
export function useIndicatorTitle(): (code: string, topic?: string | null) => string {
  const indicators = useApi<{ items: Titled[] }>('/v1/catalogue/indicators');
  const topics = useApi<{ items: Titled[] }>('/v1/catalogue/topics');
  const title = (list: Titled[] | undefined, code: string) =>
    list?.find((entry) => entry.code === code)?.title.ru ?? code;
  return (code, topic) => {
    const name = title(indicators.data?.items, code);
    return topic ? `${name}: ${title(topics.data?.items, topic)}` : name;
  };
}
