import { Link } from 'wouter';

/** A person by name where the school keeps names, and by code. */
export function PersonLink({ externalId, displayName }: { externalId: string; displayName?: string | null }) {
  return (
    <>
      <Link href={`/people/${externalId}`}>{displayName ?? externalId}</Link>
      {displayName && (
        <>
          {' '}
          <small>{externalId}</small>
        </>
      )}
    </>
  );
}
