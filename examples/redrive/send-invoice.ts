/** An invoice may come twice, after a redrive or a retry: its number tells the mail service that it has it already. */
export async function handler({ invoice, to }: { readonly invoice: string; readonly to: string }): Promise<void> {
  const response = await fetch('https://mail.example.com/messages', {
    method: 'POST',
    headers: { 'idempotency-key': invoice },
    body: JSON.stringify({ to, subject: `Invoice ${invoice}` }),
    signal: AbortSignal.timeout(5000),
  });
  if (!response.ok) throw new Error(`the mail service answers ${response.status}`);
}
