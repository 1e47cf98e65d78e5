import { answerAddVehicle, answerVehicles } from '@/server/firm-api/answer-fleet';
import { currentFirmApi } from '@/server/firm-api/current-firm-api';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = (request: Request): Promise<Response> => answerVehicles(currentFirmApi(), request);
export const POST = (request: Request): Promise<Response> => answerAddVehicle(currentFirmApi(), request);
