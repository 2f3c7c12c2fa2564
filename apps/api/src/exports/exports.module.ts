import { Module } from '@nestjs/common';
import { BankExportsController } from './bank-exports.controller.js';
import { BankExportsService } from './bank-exports.service.js';

@Module({ controllers: [BankExportsController], providers: [BankExportsService] })
export class ExportsModule {}
