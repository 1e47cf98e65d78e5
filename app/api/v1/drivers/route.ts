import { answerAddDriver, answerDrivers } from '@/server/firm-api/answer-fleet';
import { currentFirmApi } from '@/server/firm-api/current-firm-api';

export const runtime = 'nodejs';
export const dynamic = 'force-dynamic';

export const GET = (request: Request): Promise<Response> => answerDrivers(currentFirmApi(), request);
export const POST = (request: Request): Promise<Response> => answerAddDriver(currentFirmApi(), request);
