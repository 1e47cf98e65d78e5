import type { LimitRules } from './class-limits';
import type { Queue } from './queue';
import type { Situation } from './situation';

export const queueOf = ({ gateId, direction }: Situation): Queue => ({ gateId, route: null, direction });

/** What limits classes of goods: our levers and calendar, what was agreed, what the neighbour says. */
export const limitRulesOf = (situation: Situation): LimitRules => ({
  levers: situation.content.levers,
  calendar: situation.content.calendar,
  queue: queueOf(situation),
  neighbour: situation,
});
