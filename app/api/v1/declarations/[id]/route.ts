import { answerDeclaration } from '@/server/firm-api/answer-firm';
import { currentFirmApi } from '@/server/firm-api/current-firm-api';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

type Parameters = { readonly params: Promise<{ readonly id: string }> };

export async function GET(request: Request, { params }: Parameters): Promise<Response> {
  return answerDeclaration(currentFirmApi(), request, (await params).id);
}
