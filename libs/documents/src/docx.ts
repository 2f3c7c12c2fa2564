import { LoopPlugin, TagDisposition, TemplateHandler, TextPlugin } from 'easy-template-x';
import type { Tag } from 'easy-template-x';

export const DOCX_MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Values by tag: a text, a condition (`{#tag}…{/tag}`), or a list whose elements repeat what is between. */
export interface TagValues {
  [tag: string]: string | number | boolean | TagValues[];
}

/** Only text and loops: no value of ours may become a picture, a link or raw markup. */
const handler = (): TemplateHandler =>
  new TemplateHandler({ plugins: [new LoopPlugin(), new TextPlugin()], maxXmlDepth: 40 });

/**
 * Fills a DOCX template. Texts are shown as they are, whatever they hold; a line feed becomes a line break.
 * @throws what the template engine throws for a template that is not one
 */
export async function fillDocx(template: Buffer, values: TagValues): Promise<Buffer> {
  return handler().process(template, printable(values));
}

/** Names of the tags that a template uses, in the order of their first use. @throws for a broken template */
export async function tagsOfDocx(template: Buffer): Promise<string[]> {
  const tags: Tag[] = await handler().parseTags(template);
  const used = tags.filter((tag) => tag.disposition !== TagDisposition.Close);
  return [...new Set(used.map((tag) => tag.name))];
}

/** Every tag that values of this shape can fill, those of lists included. */
export function tagsOfValues(values: TagValues): string[] {
  const names = Object.entries(values).flatMap(([name, value]) => [
    name,
    ...(Array.isArray(value) ? value.flatMap(tagsOfValues) : []),
  ]);
  return [...new Set(names)];
}

/** XML has no place for control characters and halves of surrogate pairs. */
const UNPRINTABLE = /(?![\n\r\t])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

function printable(values: TagValues): TagValues {
  const clean: TagValues = {};
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) clean[name] = value.map(printable);
    else clean[name] = typeof value === 'string' ? value.replace(UNPRINTABLE, '') : value;
  }
  return clean;
}
