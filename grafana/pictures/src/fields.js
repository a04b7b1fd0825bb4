// Applies a panel's transformations and field configuration, with Grafana's own code.
import {
  applyFieldOverrides,
  cacheFieldDisplayNames,
  createTheme,
  FieldConfigOptionsRegistry,
  standardTransformers,
  standardTransformersRegistry,
  transformDataFrame,
} from '@grafana/data';
import { firstValueFrom } from 'rxjs';
import { TIME_ZONE } from './time.js';

export const theme = createTheme({ colors: { mode: 'dark' } });

// some are there under two names
const transformers = new Map(Object.values(standardTransformers).map((one) => [one.id, one]));

standardTransformersRegistry.setInit(() =>
  [...transformers.values()].map((transformer) => ({
    id: transformer.id,
    name: transformer.name,
    transformation: async () => transformer,
  }))
);

// Each kind of panel registers the settings that it has. Here each that is used is one.
function registry({ defaults, overrides }) {
  const ids = new Set([
    ...Object.keys(defaults).filter((key) => key !== 'custom'),
    ...Object.keys(defaults.custom ?? {}).map((key) => `custom.${key}`),
    ...overrides.flatMap(({ properties }) => properties.map(({ id }) => id)),
  ]);
  return new FieldConfigOptionsRegistry(() =>
    [...ids].map((id) => ({
      id,
      path: id.replace(/^custom\./, ''),
      isCustom: id.startsWith('custom.'),
      name: id,
      process: (value) => value,
      shouldApply: () => true,
      settings: {},
    }))
  );
}

export async function prepared(panel, frames) {
  if (frames.length === 0) {
    return [];
  }
  const transformed = await firstValueFrom(transformDataFrame(panel.transformations ?? [], frames));
  const fields = applyFieldOverrides({
    data: transformed,
    fieldConfig: panel.fieldConfig,
    fieldConfigRegistry: registry(panel.fieldConfig),
    replaceVariables: (text) => text,
    theme,
    timeZone: TIME_ZONE,
  });
  cacheFieldDisplayNames(fields);
  return fields;
}
