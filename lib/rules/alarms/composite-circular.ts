import { type AppModel } from '../../assembly/app-model';
import { type Resource } from '../../assembly/resource';
import { childAlarms } from '../../assembly/relations/alarms';
import { type Rule } from '../rule';

const COMPOSITE = ['AWS::CloudWatch::CompositeAlarm'];

export const compositeCircular: Rule = {
  id: 'resilience-composite-circular',
  area: 'alarms',
  severity: 'error',
  title: 'Composite alarms do not name each other in a circle',
  why: 'Alarms in a circle have no state of their own, and none of them can be deleted as long as another names it: the stack cannot be taken down.',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
  check(model, report) {
    for (const composite of model.ofType(...COMPOSITE)) {
      const way = wayBack(model, composite, [composite]);
      if (way === undefined) continue;
      const names = way.map(each => `"${each.path}"`).join(' names ');
      report(composite, `${names} names it again`, 'let only one of them name the other');
    }
  },
};

/** The alarms by which a composite alarm's rule comes back to it. */
function wayBack(model: AppModel, from: Resource, way: readonly Resource[]): readonly Resource[] | undefined {
  for (const child of childrenOf(model, way[way.length - 1])) {
    if (child === from) return way;
    const further = way.includes(child) ? undefined : wayBack(model, from, [...way, child]);
    if (further) return further;
  }
  return undefined;
}

function childrenOf(model: AppModel, composite: Resource): Resource[] {
  return childAlarms(composite)
    .map(name => model.find(name, COMPOSITE, composite))
    .filter(found => found !== undefined);
}
