'use client';
import { GateOfAddress } from '../app/gate-of-address';
import { GateBoard } from './gate-board';

/** The board of the gate that the address names. */
export const GateBoardHere = () => <GateOfAddress>{(gate) => <GateBoard gate={gate} />}</GateOfAddress>;
