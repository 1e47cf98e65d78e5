'use client';
import { GateOfAddress } from '../app/gate-of-address';
import { PublicRecord } from './public-record';

/** The public record of the gate that the address names. */
export const PublicRecordHere = () => <GateOfAddress>{(gate) => <PublicRecord gate={gate} />}</GateOfAddress>;
