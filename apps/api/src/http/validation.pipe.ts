import { ValidationPipe } from '@nestjs/common';
import { fieldErrors } from '@app/contracts';
import { Problem } from './problem.js';

/** Bodies and queries are checked against their DTO; unknown fields are refused, not dropped. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    exceptionFactory: (errors) => new Problem('validation-failed', { errors: fieldErrors(errors) }),
  });
