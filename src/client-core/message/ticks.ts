// What several conversations have of the same thing, and what they have after a change. Pure.
import type { Id, LabelView } from '../../common/api';

/** How many of them have it. */
export type Tick = 'all' | 'some' | 'none';

export function tickOf<T>(sets: readonly T[], has: (set: T) => boolean): Tick {
  const count = sets.filter(has).length;
  return count === 0 ? 'none' : count === sets.length ? 'all' : 'some';
}

export function hasLabel(labels: readonly LabelView[], id: Id): boolean {
  return labels.some((own) => String(own.id) === String(id));
}

export function withLabel(labels: readonly LabelView[], label: LabelView, isOn: boolean): LabelView[] {
  const others = labels.filter(({ id }) => String(id) !== String(label.id));
  return isOn ? [...others, label] : others;
}
