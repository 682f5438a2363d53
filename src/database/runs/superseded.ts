/**
 * Condition on `letter`: a run, the condition's one parameter, has issued a later letter of the same report to the same council
 * about the same year.
 */
export const hasLaterOfRun = `EXISTS (SELECT 1 FROM letter l
  WHERE l.run_id = ? AND l.state = 'ISSUED' AND l.gss_code = letter.gss_code
    AND l.year_ending = letter.year_ending AND l.report = letter.report AND l.version > letter.version)`;
