export interface OrderCheck {
  included: { pair: string; mentor: string; mentees: string[] }[];
  leftOut: {
    pair: string;
    mentor: string;
    mentees: string[];
    missing: { code: string; person: string | null; message: string }[];
  }[];
  warnings: { message: string }[];
}

export interface Nomination {
  code: string;
  title: string;
  criteria: { code: string; weight: number; full: number }[];
  nominees: {
    rank: number;
    tie: boolean;
    points: number;
    mentor: string;
    mentees: string[];
    numbers: { code: string; value: number | null; part: number }[];
  }[];
}

interface Counts {
  code: string;
  title: string;
  mentorsInBank: number;
  mentorsInPairs: number;
  menteesInBank: number;
  menteesInPairs: number;
}

export interface Statistics {
  academicYear: string;
  sections: { code: string; title: string; lines: Counts[] }[];
}

export interface Publication {
  completedPairs: number;
  mentors: number;
  mentees: number;
  pairs: {
    people: { role: 'mentor' | 'mentee'; name: string }[];
    others: number;
    from: string;
    until: string;
    result: string;
  }[];
}
