// What the numbers and names of the metrics mean, with a colour for each.
local states = [
  { name: 'unplugged', color: 'super-light-blue' },
  { name: 'offline', color: 'blue' },
  { name: 'online', color: 'green' },
  { name: 'online_kernel', color: 'dark-green' },
  { name: 'online_movable', color: 'light-green' },
  { name: 'inconsistent', color: 'red' },
  { name: 'unknown', color: 'orange' },
];

local blockStates = [
  { name: 'online', color: 'green' },
  { name: 'offline', color: 'blue' },
  { name: 'going-offline', color: 'orange' },
];

local transitions = [
  { name: 'offline', color: 'blue' },
  { name: 'online', color: 'green' },
  { name: 'online_kernel', color: 'dark-green' },
  { name: 'online_movable', color: 'light-green' },
  { name: 'unplug', color: 'super-light-blue' },
];

// Those that the rules record.
local problems = [
  { name: 'not as wanted', color: 'red' },
  { name: 'missing', color: 'red' },
  { name: 'unreadable', color: 'orange' },
  { name: 'inconsistent', color: 'orange' },
  { name: 'unknown', color: 'orange' },
  { name: 'stuck', color: 'orange' },
];

local mapping(keys, meanings) = [{
  type: 'value',
  options: {
    [keys[i]]: { index: i, text: meanings[i].name, color: meanings[i].color }
    for i in std.range(0, std.length(keys) - 1)
  },
}];

local numbers(from, count) = [std.toString(i) for i in std.range(from, from + count - 1)];

{
  states: states,
  transitions: transitions,
  blockStates: blockStates,

  // For series of which one has the value 1: its place in the list, from 1 on.
  coded(by, metric, selector, label, meanings):: std.join('\n+ ', [
    '%d * max by (%s) (%s{%s,%s="%s"})' % [i + 1, by, metric, selector, label, meanings[i].name]
    for i in std.range(0, std.length(meanings) - 1)
  ]),

  stateNumbers: mapping(numbers(1, std.length(states)), states),
  problems: mapping([problem.name for problem in problems], problems),
  stateNames: mapping([state.name for state in states], states),
  transitionNumbers: mapping(
    numbers(0, std.length(transitions) + 1),
    [{ name: 'none', color: 'transparent' }] + transitions
  ),
  yesNo: mapping(['0', '1'], [{ name: 'no', color: 'red' }, { name: 'yes', color: 'green' }]),
  protection: mapping(['0', '1'], [
    { name: 'not protected', color: 'transparent' },
    { name: 'protected', color: 'green' },
  ]),

  // Overrides that draw each series, named as a state or transition, in its colour.
  colorsOf(meanings):: [
    {
      matcher: { id: 'byName', options: meaning.name },
      properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: meaning.color } }],
    }
    for meaning in meanings
  ],
}
