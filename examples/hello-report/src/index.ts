import { helloReport } from './hello-report/report.ts';

/** What `REDRESS_PLUGINS=hello-report` installs. */
export const reports = [helloReport];
