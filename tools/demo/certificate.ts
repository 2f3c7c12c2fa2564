import { verify, type Infeasible, type Problem, type Result } from '@app/matching';

/** A matching's certificate as the API hands it out: the plain problem, its answer, and who is who. */
export interface Certificate {
  problem: Problem;
  result: Result | Infeasible;
  ids: { mentors: string[]; mentees: string[] };
}

/** Checks a certificate without the solver. Gives `valid`, or what is wrong with it. */
export function checkCertificate(certificate: Certificate): string {
  const wrong = verify(certificate.problem, certificate.result);
  return wrong.length === 0 ? 'valid' : wrong.join('; ');
}
