// Applies a panel's transformations and field configuration, with Grafana's own code.
import {
  applyFieldOverrides,
  createTheme,
  FieldConfigOptionsRegistry,
  standardTransformers,
  standardTransformersRegistry,
  transformDataFrame,
} from '@grafana/data';
import { firstValueFrom } from 'rxjs';

export const theme = createTheme({ colors: { mode: 'dark' } });

standardTransformersRegistry.setInit(() =>
  Object.values(standardTransformers).map((transformer) => ({
    id: transformer.id,
    name: transformer.name,
    transformation: async () => transformer,
  }))
);

// Grafana's panels register each setting that they have. Here each that is used is one.
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
  const transformed = await firstValueFrom(transformDataFrame(panel.transformations ?? [], frames));
  return applyFieldOverrides({
    data: transformed,
    fieldConfig: panel.fieldConfig,
    fieldConfigRegistry: registry(panel.fieldConfig),
    replaceVariables: (text) => text,
    theme,
    timeZone: 'utc',
  });
}
