'use client';
import { GateOfAddress } from '../app/gate-of-address';
import { KioskScreen } from './kiosk-screen';

/** The kiosk of the gate that the address names. */
export const KioskHere = () => <GateOfAddress>{(gate) => <KioskScreen gate={gate} />}</GateOfAddress>;
