import { Injectable } from '@nestjs/common';
import type { PipeTransform } from '@nestjs/common';
import { BANKS } from '@app/contracts';
import type { Bank } from '@app/contracts';
import { notFound } from '../http/problem.js';

/** `mentors` or `mentees`; there is no other bank. */
@Injectable()
export class BankPipe implements PipeTransform<string, Bank> {
  transform(name: string): Bank {
    const bank = BANKS.find((candidate) => candidate === name);
    if (!bank) throw notFound('bank');
    return bank;
  }
}
