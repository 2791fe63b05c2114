/** Answers every request with the table that its orders are in. */
export async function handler(): Promise<{ statusCode: number; body: string }> {
  return { statusCode: 200, body: `Orders are in ${process.env.TABLE_NAME}` };
}
