import { createContext, useContext } from 'react';
import type { Me } from './api/types.js';

/** Who is signed in, for pages below. */
export interface Session {
  role: Me['role'];
  organisation: string;
}

export const SessionContext = createContext<Session | null>(null);

/** @throws outside of an organisation's pages */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('only pages of an organisation have a session');
  return session;
}

/** `/v1/organisations/{own}` */
export const useOwnPath = (): string => `/v1/organisations/${useSession().organisation}`;
