export { ConfigError } from './config-error.js';
export {
  loadConfig,
  loadServerConfig,
  readEnvironment,
  type Bootstrap,
  type Config,
  type Environment,
  type QueueConfig,
  type ServerConfig,
  type ServerQueueConfig,
} from './load-config.js';
export { LOG_LEVELS, SETTINGS, SHORTEST_KEY, type LogLevel, type Setting } from './settings.js';
