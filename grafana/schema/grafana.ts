// The type of a dashboard's JSON, put together from Grafana's own types: those of the dashboard
// leave open what the options of each kind of panel are.
import type * as common from '@grafana/schema';
import type * as barGauge from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type * as stat from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type * as stateTimeline from '@grafana/schema/dist/esm/raw/composable/statetimeline/panelcfg/x/StateTimelinePanelCfg_types.gen';
import type * as table from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type * as timeSeries from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import type * as dashboard from '@grafana/schema/dist/esm/raw/dashboard/x/Dashboard_types.gen';

// As it is in JSON: the values of an enum, not its names.
type Json<T> = T extends string
  ? `${T}`
  : T extends number
    ? `${T}` extends `${infer Value extends number}`
      ? Value
      : never
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;

// Grafana has these types in @grafana/prometheus, which needs most of Grafana.
interface Query extends common.DataQuery {
  datasource: dashboard.DataSourceRef;
  editorMode: 'code' | 'builder';
  expr: string;
  format?: 'time_series' | 'table' | 'heatmap';
  instant: boolean;
  legendFormat: string;
  range: boolean;
}

interface Annotation extends dashboard.AnnotationQuery {
  expr: string;
  step: string;
  tagKeys: string;
  textFormat: string;
  titleFormat: string;
  useValueForTime: string;
}

interface Link {
  targetBlank?: boolean;
  title: string;
  url: string;
}

interface Field extends Omit<dashboard.FieldConfig, 'custom' | 'links'> {
  links?: Link[];
}

type Property<Fields, Prefix extends string> = {
  [Key in keyof Fields & string]-?: { id: `${Prefix}${Key}`; value: NonNullable<Fields[Key]> };
}[keyof Fields & string];

interface Override<Custom> {
  matcher: dashboard.MatcherConfig;
  properties: Array<Property<Field, ''> | Property<Custom, 'custom.'>>;
}

interface Panel<Type, Options, Custom>
  extends Omit<dashboard.Panel, 'type' | 'options' | 'fieldConfig' | 'targets'> {
  type: Type;
  // what is not there has its default
  options: Partial<Options>;
  fieldConfig: {
    defaults: Field & { custom?: Partial<Custom> };
    overrides: Array<Override<Custom>>;
  };
  targets: Query[];
}

type AnyPanel =
  | Panel<'bargauge', barGauge.Options, {}>
  | Panel<'stat', stat.Options, {}>
  | Panel<'state-timeline', stateTimeline.Options, stateTimeline.FieldConfig>
  | Panel<'table', table.Options, table.FieldConfig>
  | Panel<'timeseries', timeSeries.Options, timeSeries.FieldConfig>
  | dashboard.RowPanel;

interface AnyDashboard extends Omit<dashboard.Dashboard, 'panels' | 'annotations'> {
  annotations: { list: Array<dashboard.AnnotationQuery | Annotation> };
  panels: AnyPanel[];
}

export type Dashboard = Json<AnyDashboard>;
