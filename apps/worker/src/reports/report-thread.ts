import { effectivenessReport } from '../effectiveness-report/effectiveness-body.js';
import { monitoringReport } from '../monitoring-report/monitoring-body.js';

/** Runs in a thread of its own: statistics of many people must not hold up the worker's signs of life. */
export { effectivenessReport as effectiveness, monitoringReport as monitoring };
