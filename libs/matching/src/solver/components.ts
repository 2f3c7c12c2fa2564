/**
 * Strongly connected components (Tarjan 1972, SIAM J. Comput. 1:146) of a graph given as adjacency lists on
 * one array: targets of node `v` at `start[v] … start[v + 1] − 1`. Returns each node's component number.
 * Iterative and linear.
 */
export function strongComponents(start: Int32Array, target: Int32Array): Int32Array {
  const nodes = start.length - 1;
  const component = new Int32Array(nodes).fill(-1);
  const order = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const next = start.slice(0, nodes);
  const stack: number[] = [];
  const path: number[] = [];
  let count = 0;
  let components = 0;
  for (let origin = 0; origin < nodes; origin++) {
    if (order[origin]! >= 0) continue;
    path.push(origin);
    while (path.length > 0) {
      const node = path[path.length - 1]!;
      if (order[node]! < 0) {
        order[node] = low[node] = count++;
        stack.push(node);
      }
      if (next[node]! < start[node + 1]!) {
        const other = target[next[node]!++]!;
        if (order[other]! < 0) path.push(other);
        else if (component[other]! < 0) low[node] = Math.min(low[node]!, order[other]!);
        continue;
      }
      path.pop();
      const above = path[path.length - 1];
      if (above !== undefined) low[above] = Math.min(low[above]!, low[node]!);
      if (low[node] === order[node]) {
        for (let member = -1; member !== node;) {
          member = stack.pop()!;
          component[member] = components;
        }
        components++;
      }
    }
  }
  return component;
}
