/** Answers every request with the region that it runs in. */
export async function handler(): Promise<{ statusCode: number; body: string }> {
  return { statusCode: 200, body: `Hello from ${process.env.AWS_REGION}` };
}
