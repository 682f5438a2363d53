/**
 * A council's page.
 */
import { MissingNotice } from '../frame/notices.tsx';
import type { CouncilView } from './council-view.ts';

export function CouncilPage({ council, missing }: CouncilView) {
  return (
    <>
      <h1 className="govuk-heading-l">{council.name}</h1>
      <MissingNotice what={missing} />
    </>
  );
}
