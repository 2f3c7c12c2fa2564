import type { OrganisationKind, Role } from '@app/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** Регион: the root of a tenancy tree. */
@Entity('region')
export class Region {
  @PrimaryColumn('text') id: string;
  @Column('text') name: string;
  /** IANA name; "today" of every rule is a day of this zone. */
  @Column('text') timezone: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

@Entity('municipality')
export class Municipality {
  @PrimaryColumn('uuid') id: string;
  @Column('text') regionId: string;
  @Column('text') name: string;
}

/** Образовательная организация: the tenant. */
@Entity('organisation')
export class Organisation {
  @PrimaryColumn('text') id: string;
  @Column('text') regionId: string;
  @Column('uuid') municipalityId: string;
  @Column('text') name: string;
  @Column('text') kind: OrganisationKind;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** An API key; only its SHA-256 is stored, the key itself is shown once. */
@Entity('api_key')
export class ApiKey {
  @PrimaryColumn('uuid') id: string;
  @Column('text') regionId: string;
  @Column('text', { nullable: true }) organisationId: string | null;
  @Column('text') role: Exclude<Role, 'operator'>;
  @Column('bytea') hash: Buffer;
  @Column('date', { nullable: true }) expiresOn: string | null;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** Denominators come from outside the banks: a school's pupils by age, its young specialists (domain.md §4.2). */
@Entity('denominator')
export class Denominator {
  @PrimaryColumn('text') organisationId: string;
  @PrimaryColumn('text') academicYear: string;
  @PrimaryColumn('text') code: string;
  @Column('integer') value: number;
  @Column('date') asOf: string;
  @Column('text') source: string;
}
