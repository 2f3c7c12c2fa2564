/** Who an API key speaks for (api.md, "Conventions"). */
export const ROLES = ['operator', 'region', 'school', 'curator', 'psychologist'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that belong to one organisation. */
export const ORGANISATION_ROLES = ['school', 'curator', 'psychologist'] as const satisfies readonly Role[];

/** What a request may do, once its key is known. `organisation` is null for the operator and the region. */
export interface Principal {
  keyId: string;
  role: Role;
  region: string | null;
  organisation: string | null;
}
