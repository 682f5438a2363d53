import { type SubmitEvent, useState } from 'react';
import { send } from '../../api.ts';

interface SendFormProps {
  /** What the letter is made from. */
  readonly request: object;
  /** Whether the server can send mails; else they are downloaded. */
  readonly mail: boolean;
}

/** "Send to me": a test mail, or a file to open in a mail program. */
export function SendForm({ request, mail }: SendFormProps) {
  const [outcome, setOutcome] = useState<{ text: string; failed: boolean } | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const to = String(new FormData(event.currentTarget).get('to') ?? '').trim();
    setBusy(true);
    setOutcome(null);
    try {
      const response = await send('/studio/api/mail', { ...request, to });
      if (mail) {
        const { answer } = await response.json();
        setOutcome({ text: `Sent to ${to}. The server says: ${answer}`, failed: false });
      } else {
        download(await response.blob(), 'letter.eml');
        setOutcome({ text: 'Downloaded. Open the file in a mail program.', failed: false });
      }
    } catch (error) {
      setOutcome({ text: error instanceof Error ? error.message : String(error), failed: true });
    }
    setBusy(false);
  }

  return (
    <form className="send" onSubmit={submit} noValidate>
      <label htmlFor="to">{mail ? 'Send to me' : 'Mail to'}</label>
      <input id="to" name="to" type="email" autoComplete="email" aria-describedby="send-outcome" />
      <button type="submit" disabled={isBusy}>
        {mail ? 'Send test mail' : 'Download .eml'}
      </button>
      <p id="send-outcome" role="status" className={outcome?.failed ? 'problem-text' : 'quiet'}>
        {outcome?.text ?? (mail ? '' : 'Set SMTP_URL to send mails from here.')}
      </p>
    </form>
  );
}

function download(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
