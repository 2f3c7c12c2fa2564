import type { MeetingGraph } from './types.js';

const NONE = -1;

/**
 * Colours the meetings so that nobody has two of one colour, in so many colours as anybody has meetings at most (König
 * 1916), or more, and so that the numbers of meetings of any two colours differ by at most one (de Werra 1971).
 *
 * A colour that both people of a meeting have free is taken; where there is none, a chain of meetings of two colours is
 * changed over, which in a bipartite graph never comes back to its beginning. Afterwards chains with one more meeting of
 * the larger colour are changed over until the two are even. `O(E · (V + C))`.
 *
 * @param colours at least the most meetings of any one person
 * @returns the colour of each meeting, from 0
 */
export function colourMeetings(graph: MeetingGraph, colours: number): Int32Array {
  const colouring = new Colouring(graph, colours);
  for (let meeting = 0; meeting < graph.mentor.length; meeting++) colouring.add(meeting);
  colouring.even();
  return colouring.colourOf;
}

class Colouring {
  readonly colourOf: Int32Array;
  private readonly sizes: Int32Array;
  /** The meeting of a person in a colour. */
  private readonly at: Int32Array;
  private readonly people: number;

  constructor(
    private readonly graph: MeetingGraph,
    private readonly colours: number,
  ) {
    this.people = graph.mentors.length + graph.mentees.length;
    this.colourOf = new Int32Array(graph.mentor.length).fill(NONE);
    this.sizes = new Int32Array(colours);
    this.at = new Int32Array(this.people * colours).fill(NONE);
  }

  add(meeting: number): void {
    const [mentor, mentee] = [this.mentor(meeting), this.mentee(meeting)];
    const ours = this.free(mentor);
    if (this.has(mentee, ours)) this.swap(mentee, ours, this.free(mentee));
    this.put(meeting, ours);
  }

  /** Makes all colours as large as each other, but for one meeting. */
  even(): void {
    for (;;) {
      const large = this.sizes.indexOf(Math.max(...this.sizes));
      const small = this.sizes.indexOf(Math.min(...this.sizes));
      if (this.colours === 0 || this.sizes[large]! - this.sizes[small]! <= 1) return;
      for (let person = 0; person < this.people; person++) {
        if (this.sizes[large]! - this.sizes[small]! <= 1) break;
        const begins = this.has(person, large) && !this.has(person, small);
        if (begins && this.lengthOf(person, large, small) % 2 === 1) this.swap(person, large, small);
      }
    }
  }

  /** Changes over the chain that begins at a person with a meeting of colour `from`. */
  private swap(person: number, from: number, to: number): void {
    const chain = [...this.chain(person, from, to)];
    for (const meeting of chain) this.take(meeting);
    chain.forEach((meeting, step) => this.put(meeting, step % 2 === 0 ? to : from));
  }

  private lengthOf(person: number, from: number, to: number): number {
    return [...this.chain(person, from, to)].length;
  }

  /** Meetings of alternating colours, from a person that has one of colour `from` and none of `to`. */
  private *chain(person: number, from: number, to: number): Generator<number> {
    let [at, colour, next] = [person, from, to];
    for (let meeting = this.meeting(at, colour); meeting !== NONE; meeting = this.meeting(at, colour)) {
      yield meeting;
      at = this.mentor(meeting) === at ? this.mentee(meeting) : this.mentor(meeting);
      [colour, next] = [next, colour];
    }
  }

  private put(meeting: number, colour: number): void {
    this.colourOf[meeting] = colour;
    this.sizes[colour]!++;
    this.at[this.mentor(meeting) * this.colours + colour] = meeting;
    this.at[this.mentee(meeting) * this.colours + colour] = meeting;
  }

  private take(meeting: number): void {
    const colour = this.colourOf[meeting]!;
    this.sizes[colour]!--;
    this.at[this.mentor(meeting) * this.colours + colour] = NONE;
    this.at[this.mentee(meeting) * this.colours + colour] = NONE;
  }

  private meeting(person: number, colour: number): number {
    return this.at[person * this.colours + colour]!;
  }

  private has(person: number, colour: number): boolean {
    return this.meeting(person, colour) !== NONE;
  }

  /** There is one for whoever has fewer meetings than there are colours. */
  private free(person: number): number {
    for (let colour = 0; colour < this.colours; colour++) if (!this.has(person, colour)) return colour;
    throw new RangeError('somebody has more meetings than there are colours');
  }

  private mentor(meeting: number): number {
    return this.graph.mentor[meeting]!;
  }

  private mentee(meeting: number): number {
    return this.graph.mentors.length + this.graph.mentee[meeting]!;
  }
}
