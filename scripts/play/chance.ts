/** One source of chance for whatever is played: the simulator of the flow has it. */
export { type Chance, chanceOf } from '@/domain/flow/simulation/chance';
