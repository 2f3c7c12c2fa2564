/** Of the statistics; it moves when the same data could give other figures. */
export const MONITORING_ENGINE_VERSION = '1';
