import { Injectable } from '@nestjs/common';
import { PAPER_KINDS } from '@app/contracts';
import type { PaperKind, PaperTemplateView, Principal } from '@app/contracts';
import { checkTemplate, defaultTemplate, DOCX_MEDIA_TYPE, knownTags, tagsOfDocx } from '@app/documents';
import { Database, PaperTemplate } from '@app/persistence';
import type { Request } from 'express';
import type { Readable } from 'node:stream';
import type { EntityManager } from 'typeorm';
import { notFound, Problem } from '../http/problem.js';
import { fileOfForm } from '../imports/multipart.js';
import { partsOf } from '../imports/upload.js';

const MAX_BYTES = 2 * 1024 * 1024;
const UNNAMED_TYPE = 'application/octet-stream';

/** A kind of paper that has a template. @throws Problem `not-found` */
export function paperKindOf(text: string): PaperKind {
  const kind = PAPER_KINDS.find((known) => known === text);
  if (!kind) throw notFound('template');
  return kind;
}

/** The organisation's own template of a paper, or the one that comes with the service. */
export async function templateOf(tx: EntityManager, organisation: string, kind: PaperKind): Promise<Buffer> {
  const own = await tx.findOneBy(PaperTemplate, { organisationId: organisation, kind });
  return own?.bytes ?? defaultTemplate(kind);
}

/** Forms of papers that a school may replace by its own. */
@Injectable()
export class TemplatesService {
  constructor(private readonly database: Database) {}

  async list(organisation: string): Promise<PaperTemplateView[]> {
    const own = await this.database.within({ organisation }, (tx) =>
      tx.findBy(PaperTemplate, { organisationId: organisation }),
    );
    return Promise.all(PAPER_KINDS.map((kind) => viewOf(kind, own.find((row) => row.kind === kind)?.bytes)));
  }

  read(organisation: string, kind: PaperKind): Promise<Buffer> {
    return this.database.within({ organisation }, (tx) => templateOf(tx, organisation, kind));
  }

  /**
   * Takes a school's own form, once it has been filled on trial.
   * @throws Problem `validation-failed` for a file that is no template or has tags that nothing fills; `payload-too-large`
   */
  async replace(caller: Principal, organisation: string, kind: PaperKind, request: Request) {
    const bytes = await bytesOf(await uploadedDocx(request));
    const check = await checkTemplate(kind, bytes);
    if (!check.ok) {
      const { code, tags } = check;
      const errors = tags.length === 0 ? [{ field: 'file', code, message: '' }] : tags.map(unknownTag);
      throw new Problem('validation-failed', { errors, members: { knownTags: knownTags(kind) } });
    }
    await this.database.within({ organisation }, (tx) =>
      tx.upsert(
        PaperTemplate,
        { organisationId: organisation, kind, bytes, madeBy: caller.keyId, madeAt: new Date() },
        ['organisationId', 'kind'],
      ),
    );
    return viewOf(kind, bytes);
  }

  async remove(organisation: string, kind: PaperKind): Promise<void> {
    await this.database.within({ organisation }, (tx) =>
      tx.delete(PaperTemplate, { organisationId: organisation, kind }),
    );
  }
}

const unknownTag = (tag: string) => ({ field: `{${tag}}`, code: 'unknown-code' as const, message: '' });

async function viewOf(kind: PaperKind, own: Buffer | undefined): Promise<PaperTemplateView> {
  const tags = await tagsOfDocx(own ?? (await defaultTemplate(kind)));
  return { kind, own: own !== undefined, tags, known: knownTags(kind) };
}

/** The file of a request: its raw body, or the field `file` of a form. */
async function uploadedDocx(request: Request): Promise<Readable> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'multipart/form-data') return (await fileOfForm(request)).stream;
  if (type !== DOCX_MEDIA_TYPE && type !== UNNAMED_TYPE) {
    throw new Problem('unsupported-media-type', { params: { expected: DOCX_MEDIA_TYPE } });
  }
  return request;
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  try {
    for await (const part of partsOf(stream, MAX_BYTES)) parts.push(part);
    return Buffer.concat(parts);
  } finally {
    // What is left of a file that is too large is read to its end, so that the connection serves the next request.
    stream.resume();
  }
}
