import { parseSettings, type Settings } from '../config/settings.ts';

/**
 * The settings, with the port of `--port` where it is given.
 *
 * @throws ConfigurationError
 */
export function readSettings(port: string | undefined): Settings {
  return parseSettings(port === undefined ? process.env : { ...process.env, PORT: port });
}
