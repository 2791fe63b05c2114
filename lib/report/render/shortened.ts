/** A text that fits into a number of characters: its end says more than its middle. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const tail = Math.ceil((length - 1) * 0.7);
  return `${text.slice(0, length - 1 - tail)}…${text.slice(-tail)}`;
}
