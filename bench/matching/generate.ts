import { instanceOf } from './instances/families.js';
import { writeInstance } from './instances/instance-file.js';

/** `node dist/bench/matching/generate.js FAMILY-N FILE` writes one instance, as the contestants read it. */
const [name, path] = process.argv.slice(2);
if (name === undefined || path === undefined) {
  console.error('usage: generate.js FAMILY-N FILE');
  process.exitCode = 2;
} else {
  const instance = instanceOf(name);
  writeInstance(path, instance);
  const places = instance.capacity.reduce((sum, places) => sum + places, 0);
  console.log(
    `${name}: ${instance.rows} × ${instance.columns}, ${instance.column.length} pairs, ${places} places`,
  );
}
