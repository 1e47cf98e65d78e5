import { answerChangeVehicle } from '@/server/firm-api/answer-fleet';
import { currentFirmApi } from '@/server/firm-api/current-firm-api';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

type Parameters = { readonly params: Promise<{ readonly id: string }> };

export async function PATCH(request: Request, { params }: Parameters): Promise<Response> {
  return answerChangeVehicle(currentFirmApi(), request, (await params).id);
}
