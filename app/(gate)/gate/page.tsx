import { GateApp } from '@/components/gate/gate-app';

export default function GatePage() {
  return <GateApp />;
}
