/** The first thing found wrong with an answer. */
export class Refusal extends Error {}

export function refuse(complaint: string): never {
  throw new Refusal(complaint);
}

export function demand(holds: boolean, complaint: string): asserts holds {
  if (!holds) refuse(complaint);
}
