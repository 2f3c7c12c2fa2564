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
