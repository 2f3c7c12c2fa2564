/**
 * What OneRoster 1.2.1 says of the files in a package (1EdTech, CSV Binding, 22 August 2023). Only those that tell of
 * people are read; of the others the manifest's word is checked and nothing more.
 */

export const MANIFEST = 'manifest.csv';
export const MANIFEST_VERSION = '1.0';
export const ONEROSTER_VERSION = '1.2';

/** Every file that a manifest speaks of, without `.csv`. */
export const ROSTER_FILES = [
  'academicSessions',
  'categories',
  'classes',
  'classResources',
  'courses',
  'courseResources',
  'demographics',
  'enrollments',
  'lineItemLearningObjectiveIds',
  'lineItems',
  'lineItemScoreScales',
  'orgs',
  'resources',
  'resultLearningObjectiveIds',
  'results',
  'resultScoreScales',
  'roles',
  'scoreScales',
  'userProfiles',
  'userResources',
  'users',
] as const;
export type RosterFile = (typeof ROSTER_FILES)[number];

export const ROSTER_MODES = ['bulk', 'delta', 'absent'] as const;
export type RosterMode = (typeof ROSTER_MODES)[number];

/** The beginning of every file but the manifest. */
const COMMON = ['sourcedId', 'status', 'dateLastModified'];

/** Files that are read, with their columns in order. A column in `MAY_LACK` may be left out: versions differ. */
export const READ_FILES = {
  orgs: [...COMMON, 'name', 'type', 'identifier', 'parentSourcedId'],
  users: [
    ...COMMON,
    'enabledUser',
    'username',
    'userIds',
    'givenName',
    'familyName',
    'middleName',
    'identifier',
    'email',
    'sms',
    'phone',
    'agentSourcedIds',
    'grades',
    'password',
    'userMasterIdentifier',
    'resourceSourcedIds',
    'preferredGivenName',
    'preferredMiddleName',
    'preferredFamilyName',
    'primaryOrgSourcedId',
    'pronouns',
  ],
  roles: [
    ...COMMON,
    'userSourcedId',
    'roleType',
    'role',
    'beginDate',
    'endDate',
    'orgSourcedId',
    'userProfileSourcedId',
  ],
  demographics: [
    ...COMMON,
    'birthDate',
    'sex',
    'americanIndianOrAlaskaNative',
    'asian',
    'blackOrAfricanAmerican',
    'nativeHawaiianOrOtherPacificIslander',
    'white',
    'demographicRaceTwoOrMoreRaces',
    'hispanicOrLatinoEthnicity',
    'countryOfBirthCode',
    'stateOfBirthAbbreviation',
    'cityOfBirth',
    'publicSchoolResidenceStatus',
  ],
} as const satisfies Partial<Record<RosterFile, readonly string[]>>;
export type ReadFile = keyof typeof READ_FILES;

export const MAY_LACK: readonly string[] = ['resourceSourcedIds', 'pronouns'];

/** Columns that must say something in every record. */
export const REQUIRED: Readonly<Record<ReadFile, readonly string[]>> = {
  orgs: ['sourcedId', 'name', 'type'],
  users: ['sourcedId', 'enabledUser', 'username', 'givenName', 'familyName'],
  roles: ['sourcedId', 'userSourcedId', 'roleType', 'role', 'orgSourcedId'],
  demographics: ['sourcedId'],
};

/** Columns with ids of other records, which must exist where both files are whole. */
export const REFERENCES: Readonly<Record<ReadFile, readonly { column: string; to: 'orgs' | 'users' }[]>> = {
  orgs: [{ column: 'parentSourcedId', to: 'orgs' }],
  users: [
    { column: 'agentSourcedIds', to: 'users' },
    { column: 'primaryOrgSourcedId', to: 'orgs' },
  ],
  roles: [
    { column: 'userSourcedId', to: 'users' },
    { column: 'orgSourcedId', to: 'orgs' },
  ],
  demographics: [{ column: 'sourcedId', to: 'users' }],
};

/** Extension columns stand to the right; those that begin with ours carry the other fields of a bank entry. */
export const EXTENSION = 'metadata.';
export const OWN_EXTENSION = 'metadata.nastavnik.';
