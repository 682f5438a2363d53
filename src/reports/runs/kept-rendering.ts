import type { RenderedReport } from '../rendered-report.ts';

/** What is kept of a letter of a run. JSON as text. */
export interface KeptContent {
  readonly reportName: string;
  readonly title: string;
  readonly parameters: string;
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
  readonly letterDate: string | null;
  readonly renderedAt: string;
  readonly publicData: string | null;
  readonly data: string;
  readonly sha256: string;
}

/** A letter of a run as it was rendered, with its hash. */
export interface KeptRendering extends RenderedReport {
  /** 64 hexadecimal digits. */
  readonly sha256: string;
}

/** A kept letter in the form of one that is rendered now, so that it can be shown, printed and mailed alike. */
export function toRendering(content: KeptContent): KeptRendering {
  const { reportName, title, subject, preheader, html, text, letterDate, renderedAt } = content;
  return {
    name: reportName,
    title,
    subject,
    preheader,
    html,
    text,
    mjml: '',
    letterDate,
    renderedAt,
    sha256: content.sha256,
    parameters: JSON.parse(content.parameters),
    publicData: JSON.parse(content.publicData ?? 'null'),
    data: JSON.parse(content.data),
  };
}
