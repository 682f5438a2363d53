/**
 * Where the gateway writes what clients must not see. A pino logger fits as it is.
 * `details` is a plain object; an `Error` goes under the key `err`.
 */
export interface GatewayLogger {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
  info(details: object, message: string): void;
}

/** A logger on the console, for programs that pass none. */
export const consoleLogger: GatewayLogger = {
  error: (details, message) => console.error(message, details),
  warn: (details, message) => console.warn(message, details),
  info: (details, message) => console.info(message, details),
};
