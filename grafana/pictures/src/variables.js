// Replaces variables as Grafana does, which leaves $1 and so on to label_replace().
const VARIABLE = /\$(?:{([A-Za-z_]\w*)}|([A-Za-z_]\w*))/g;

export function replaced(expr, values) {
  return expr.replace(VARIABLE, (whole, braced, plain) => {
    const value = values[braced ?? plain];
    if (value === undefined) {
      throw new Error(`no value for ${whole}: give it after the picture's name`);
    }
    return value;
  });
}

// What "All" selects, unless a value is given.
export function chosen({ templating }, given) {
  const all = templating.list
    .filter(({ includeAll }) => includeAll)
    .map(({ name, allValue }) => [name, allValue]);
  return { ...Object.fromEntries(all), ...given };
}

export function builtIn(range, { step, rate }) {
  const seconds = Math.round((range.to.valueOf() - range.from.valueOf()) / 1000);
  return {
    __interval: `${step}s`,
    __rate_interval: `${rate}s`,
    __range: `${seconds}s`,
  };
}
