export { POSITIVE_FROM, questionFigures, type Frequency, type QuestionFigures } from './question.js';
export {
  stageOne,
  type ExpectationGap,
  type QuestionnaireFigures,
  type Sheet,
  type StageOne,
  type StageOneInput,
  type SwotLine,
} from './stage-one.js';
