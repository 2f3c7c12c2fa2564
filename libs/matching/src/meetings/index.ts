export { planMeetings } from './plan.js';
export { shortlist, type Shortlisted } from './shortlist.js';
export type { MeetingPlan, MeetingRoom, PlannedMeeting, WantedMeeting } from './types.js';
