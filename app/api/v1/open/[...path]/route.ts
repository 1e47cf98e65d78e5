import { openPreflight } from '@/server/report/open/answer-open';
import { currentOpenData } from '@/server/report/open/current-open-data';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

type Parameters = { readonly params: Promise<{ readonly path: readonly string[] }> };

export async function GET(request: Request, { params }: Parameters): Promise<Response> {
  return currentOpenData().answer(request, (await params).path.join('/'));
}

export const OPTIONS = openPreflight;
