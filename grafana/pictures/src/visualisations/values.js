// One value of each series, for panels that show such.
import { getFieldDisplayValues } from '@grafana/data';
import { theme } from '../fields.js';
import { TIME_ZONE } from '../time.js';

export const values = (panel, frames) =>
  getFieldDisplayValues({
    data: frames,
    fieldConfig: panel.fieldConfig,
    reduceOptions: panel.options.reduceOptions,
    replaceVariables: (text) => text,
    theme,
    timeZone: TIME_ZONE,
  });
